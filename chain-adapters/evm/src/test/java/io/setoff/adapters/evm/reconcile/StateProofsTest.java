package io.setoff.adapters.evm.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.setoff.adapters.evm.CallsNode;
import io.setoff.adapters.evm.head.EvmHeader;
import io.setoff.adapters.evm.head.LogBloom;
import io.setoff.adapters.evm.proof.Rlp;
import io.setoff.adapters.evm.view.PinnedReads;
import io.setoff.adapters.rpc.Keccak;
import io.setoff.adapters.rpc.RpcPool;
import io.setoff.adapters.rpc.RpcSession;
import io.setoff.adapters.rpc.RpcSettings;
import io.setoff.model.BlockRef;
import java.math.BigInteger;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** Balances of a state with one contract in it, whose storage holds one balance. */
class StateProofsTest {
  private static final String TOKEN = "0x" + "70".repeat(20);
  private static final String HOLDER = "0x" + "11".repeat(20);
  private static final BigInteger HELD = BigInteger.valueOf(123_456_789);
  private static final BigInteger WEI = BigInteger.valueOf(42);

  private static final byte[] STORED =
      leaf(BalanceSlots.of(HOLDER).getFirst(), Rlp.number(HELD).encode());
  private static final byte[] STATE =
      leaf(
          TOKEN,
          Rlp.list(
                  Rlp.number(BigInteger.ONE),
                  Rlp.number(WEI),
                  Rlp.bytes(Keccak.hash(STORED)),
                  Rlp.bytes(Keccak.hash(new byte[0])))
              .encode());
  private static final EvmHeader BLOCK =
      new EvmHeader(
          new BlockRef(100, "0x" + "ab".repeat(32), "0x" + "aa".repeat(32), Instant.EPOCH),
          LogBloom.of(new byte[256]),
          "0x" + "00".repeat(32),
          Optional.of(hex(Keccak.hash(STATE))),
          true);

  private final AtomicBoolean refuses = new AtomicBoolean(true);
  private final CallsNode node = new CallsNode("node", this::answer);
  private final StateProofs proofs = new StateProofs(PinnedReads.alone());

  /** The only node of a trie. */
  private static byte[] leaf(String key, byte[] value) {
    byte[] hashed = Keccak.hash(HexFormat.of().parseHex(key, 2, key.length()));
    byte[] path = HexFormat.of().parseHex("20" + HexFormat.of().formatHex(hashed));
    return Rlp.list(Rlp.bytes(path), Rlp.bytes(value)).encode();
  }

  private static String hex(byte[] bytes) {
    return "0x" + HexFormat.of().formatHex(bytes);
  }

  private String answer(JsonNode call) {
    if (CallsNode.isProbe(call)) {
      return CallsNode.error(-32_000, "unknown block");
    }
    if (!call.path("method").asText().equals("eth_getProof")) {
      return CallsNode.result("0x");
    }
    if (refuses.get()) {
      return CallsNode.error(-32_602, "distance to target block exceeds maximum proof window");
    }
    int slots = call.at("/params/1").size();
    String proof = "{\"proof\":[\"" + hex(STORED) + "\"]}";
    return "\"result\":{\"accountProof\":[\"%s\"],\"storageProof\":[%s]}"
        .formatted(hex(STATE), String.join(",", Collections.nCopies(slots, proof)));
  }

  private boolean holds(BigInteger balance) {
    return of(session -> proofs.holds(session, BLOCK, TOKEN, HOLDER, balance));
  }

  private Optional<BigInteger> wei(String account) {
    return of(session -> proofs.nativeBalance(session, BLOCK, account));
  }

  private <T> T of(Function<RpcSession, T> question) {
    try (RpcPool pool =
        RpcPool.over("proofs", List.of(node), RpcSettings.DEFAULT, InstantSource.system())) {
      return pool.onOne(question);
    }
  }

  @Test
  void whatTheStateHoldsIsProvedAndNothingElse() {
    refuses.set(false);
    assertThat(holds(HELD)).isTrue();
    assertThat(holds(HELD.add(BigInteger.ONE))).isFalse();
    assertThat(wei(TOKEN)).contains(WEI);
  }

  @Test
  void whereANodeRefusesNothingIsProvedAndItIsSaidOnce() {
    List<String> said = new CopyOnWriteArrayList<>();
    Logger log = Logger.getLogger(StateProofs.class.getName());
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            said.add(line.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    log.addHandler(handler);
    try {
      assertThat(wei(HOLDER)).isEmpty();
      assertThat(holds(HELD)).isFalse();
    } finally {
      log.removeHandler(handler);
    }
    assertThat(said)
        .singleElement()
        .asString()
        .contains("node refuses eth_getProof", "maximum proof window");
  }

  @Test
  void aRefusalIsNoSearchThatFoundNothing() {
    for (int i = 0; i < 5; i++) {
      assertThat(holds(HELD)).isFalse();
    }
    refuses.set(false);
    assertThat(holds(HELD)).isTrue();
  }
}
