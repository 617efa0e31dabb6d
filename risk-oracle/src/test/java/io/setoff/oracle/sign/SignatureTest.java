package io.setoff.oracle.sign;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.oracle.Bytes32;
import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class SignatureTest {
  private static final BigInteger ORDER =
      new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);
  private static final BigInteger MAX = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);

  /** The x coordinate of a point: one is at 1, as 1 + 7 is a square modulo the field's prime. */
  private static final BigInteger R = BigInteger.ONE;

  private static final byte[] PREIMAGE = {1, 2, 3};

  /** Whatever a signer sends, the address is one or none: nothing is thrown. */
  @Property(tries = 300)
  void anyBytesHaveOneSignerOrNone(@ForAll @Size(64) byte[] bytes) {
    assertThat(Signature.of(bytes).signerOf(PREIMAGE)).matches("(0x[0-9a-f]{40})?");
  }

  /** r is between 1 and the order less 1 (SEC 1, 4.1.4), s in the lower half of it. */
  @Example
  void whatIsOutsideTheGroupIsOfNobody() {
    for (BigInteger r : List.of(BigInteger.ZERO, ORDER, ORDER.add(BigInteger.ONE), MAX)) {
      assertThat(signer(r, BigInteger.ONE)).isEmpty();
      assertThat(signer(r, BigInteger.ONE.setBit(255))).isEmpty();
    }
    for (BigInteger s : List.of(BigInteger.ZERO, ORDER.shiftRight(1).add(BigInteger.ONE))) {
      assertThat(signer(R, s)).isEmpty();
      assertThat(signer(R, s.setBit(255))).isEmpty();
    }
    assertThat(signer(R, ORDER.shiftRight(1))).isNotEmpty();
  }

  private static String signer(BigInteger r, BigInteger vs) {
    return new Signature(Bytes32.of(r), Bytes32.of(vs)).signerOf(PREIMAGE);
  }
}
