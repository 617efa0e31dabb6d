package io.setoff.oracle.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.setoff.adapters.rpc.NodeQuorum;
import io.setoff.adapters.rpc.RpcPool;
import io.setoff.oracle.Bytes32;
import io.setoff.oracle.OracleDomain;
import io.setoff.oracle.OracleUnavailableException;
import io.setoff.oracle.publish.ChainPort;
import io.setoff.oracle.publish.FeePolicy;
import io.setoff.oracle.publish.FileJournal;
import io.setoff.oracle.publish.GasWallet;
import io.setoff.oracle.publish.Lane;
import io.setoff.oracle.publish.LaneSettings;
import io.setoff.oracle.publish.RpcChain;
import io.setoff.oracle.publish.Write.State;
import io.setoff.oracle.publish.WriteKey;
import io.setoff.testing.Patience;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaneRunnerTest {
  private static final OracleDomain DOMAIN = new OracleDomain(31337, "0x" + "ab".repeat(20));
  private static final NodeQuorum NODES =
      new NodeQuorum(new RpcPool("A", List.of(URI.create("http://127.0.0.1:1"))), 1);
  private static final FeePolicy FEES =
      new FeePolicy(BigInteger.ONE, BigInteger.TEN, 1, BigInteger.TEN);
  private static final GasWallet NO_KEY =
      (nonce, data, gas, fees) -> {
        throw new IllegalStateException("nothing is to be sent");
      };

  private final AtomicBoolean isFaulty = new AtomicBoolean(true);
  private final AtomicBoolean isStalled = new AtomicBoolean();
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch mended = new CountDownLatch(1);
  private final List<String> lines = new CopyOnWriteArrayList<>();
  @TempDir private Path folder = Path.of("");

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** An empty chain, or one whose answers cannot be read. */
  private Object answer(String method) {
    if (isStalled.get()) {
      asked.countDown();
      await(mended);
    }
    if (isFaulty.get()) {
      throw new NumberFormatException("zz is no quantity");
    }
    return switch (method) {
      case "head" -> new ChainPort.Head(1, "0x01", Instant.EPOCH, 0, BigInteger.ONE);
      case "confirmedNonce" -> 0L;
      default -> throw new IllegalStateException(method + " has no answer");
    };
  }

  private ChainPort chain() {
    return (ChainPort)
        Proxy.newProxyInstance(
            ChainPort.class.getClassLoader(),
            new Class<?>[] {ChainPort.class},
            (proxy, method, arguments) -> answer(method.getName()));
  }

  private LaneRunner runner(LaneLog log) {
    FileJournal journal = FileJournal.open(folder);
    Lane lane = new Lane(chain(), NO_KEY, journal, FEES, new LaneSettings(2, 2), log);
    RpcChain rpc = new RpcChain(NODES, DOMAIN, "0x" + "cd".repeat(20));
    return new LaneRunner(rpc, NODES, lane, journal, log, Duration.ofMillis(1));
  }

  /** A lane with nothing to do records nothing, and does not notice by itself. */
  @Test
  void aStreamThatCannotRecordEndsALaneWhoseLeaseIsLost() throws IOException {
    isFaulty.set(false);
    LaneLog log = new LaneLog("A", lines::add);
    WriteKey key = new WriteKey(Bytes32.keccak("stream"), 1, WriteKey.Part.COMMIT);
    try (LaneRunner runner = runner(log)) {
      Files.writeString(folder.resolve("lease"), "1000");
      for (int attempt = 0; attempt < 2; attempt++) {
        assertThatThrownBy(() -> runner.built(key))
            .isInstanceOf(OracleUnavailableException.class)
            .hasMessageContaining("another publisher has taken");
      }
      assertThat(log.isStopped()).isTrue();
    }
    assertThat(lines).singleElement().asString().contains("A is not written any more");
  }

  @Test
  void aFaultIsToldWithItsTraceAndTheNextStepComes() {
    LaneLog log = new LaneLog("A", lines::add);
    try (LaneRunner runner = runner(log)) {
      Patience.await().until(() -> log.failures() >= 3);
      assertThat(log.isStopped()).isFalse();
      isFaulty.set(false);
      Patience.await().until(() -> lines.contains("A answers again"));
      assertThat(runner.domain()).isEqualTo(DOMAIN);
    }
    assertThat(lines).as("the same fault is told once").hasSize(2);
    assertThat(lines.getFirst())
        .contains("NumberFormatException: zz is no quantity")
        .contains("at " + LaneRunnerTest.class.getName() + ".answer");
  }

  /** A fake chain whose node has taken a question and does not answer it. */
  @Test
  void whoRecordsOrReadsWaitsForNoNode() throws InterruptedException {
    isFaulty.set(false);
    isStalled.set(true);
    WriteKey key = new WriteKey(Bytes32.keccak("stream"), 1, WriteKey.Part.COMMIT);
    LaneLog log = new LaneLog("A", lines::add);
    try (LaneRunner runner = runner(log)) {
      asked.await();
      runner.built(key);
      assertThat(runner.progress(key).orElseThrow().write().state()).isEqualTo(State.BUILT);
      assertThat(runner.count(State.BUILT)).isEqualTo(1);
      assertThat(runner.newestEpoch(List.of(key.stream()))).isEqualTo(1);
      runner.withdraw(key, "a test's");
      assertThat(runner.count(State.SUPERSEDED)).isEqualTo(1);
      assertThat(runner.spentSince(Instant.EPOCH)).isZero();
      mended.countDown();
    }
  }
}
