package io.setoff.adapters.evm;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.adapters.rpc.Hex;
import io.setoff.adapters.rpc.Keccak;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.web3j.crypto.Hash;

/** Beside the hash of web3j, which is Bouncy Castle's. */
class KeccakTest {

  @Test
  void theEmptyMessage() {
    assertThat(Hex.of(Keccak.hash(new byte[0])))
        .isEqualTo("0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
  }

  @Test
  void everyLengthAroundTheBlocks() {
    for (int length = 0; length < 3 * 136 + 2; length++) {
      byte[] message = message(length, length);
      assertThat(Keccak.hash(message)).as("%d bytes", length).isEqualTo(Hash.sha3(message));
    }
  }

  @Property(tries = 200)
  void anyMessage(@ForAll long seed, @ForAll @IntRange(max = 5_000) int length) {
    byte[] message = message(seed, length);
    assertThat(Keccak.hash(message)).isEqualTo(Hash.sha3(message));
  }

  private static byte[] message(long seed, int length) {
    byte[] message = new byte[length];
    new Random(seed).nextBytes(message);
    return message;
  }
}
