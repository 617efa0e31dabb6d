package io.setoff.adapters.evm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.setoff.adapters.evm.script.Fault;
import io.setoff.adapters.evm.script.Mutator;
import io.setoff.adapters.evm.script.Rig;
import io.setoff.adapters.evm.script.ScriptedChain;
import io.setoff.adapters.evm.script.ScriptedNode;
import io.setoff.adapters.kernel.plan.DivergedException;
import io.setoff.adapters.kernel.spi.Verification;
import io.setoff.adapters.rpc.RpcBusyException;
import io.setoff.adapters.rpc.RpcPool;
import io.setoff.adapters.rpc.RpcSettings;
import io.setoff.adapters.rpc.RpcTransport;
import io.setoff.adapters.rpc.RpcUnavailableException;
import io.setoff.model.BlockRef;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * What nodes do wrong, row by row of the fault catalogue in docs/benchmarks.md. Counts are a tenth
 * of a release run; {@code -Dsetoff.faults.scale=10} makes them whole.
 */
class FaultCatalogueTest {
  private static final int SCALE = Integer.getInteger("setoff.faults.scale", 1);

  /** Of the allowed rate, at most. */
  private static final double ALLOWED_SHARE = 1.1;

  private static final Duration BLOCK = Duration.ofSeconds(12);

  private static Rig rig(long seed, Verification verification) {
    return new Rig(new Random(seed), verification);
  }

  /** Tries once; whether the node was good enough. */
  private static boolean tryToCatchUp(Rig rig) {
    try {
      rig.catchUp();
      return true;
    } catch (RpcUnavailableException e) {
      rig.check();
      return false;
    }
  }

  private static final class BlackHole implements RpcTransport {
    @Override
    public String name() {
      return "black hole";
    }

    @Override
    public InputStream post(byte[] body) {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      throw new RpcUnavailableException("interrupted");
    }
  }

  @Test
  void r1AnotherProviderAnswersWithinTwoSecondsOfABlackHole() {
    ScriptedChain chain = new ScriptedChain();
    List<Long> millis =
        IntStream.range(0, 100 * SCALE)
            .parallel()
            .mapToObj(
                i -> {
                  ScriptedNode good = new ScriptedNode("good", chain, 7, i);
                  try (RpcPool pool =
                      RpcPool.over(
                          "r1",
                          List.of(new BlackHole(), good),
                          RpcSettings.DEFAULT.withHeadTimeout(Duration.ofMillis(150)),
                          InstantSource.system())) {
                    long start = System.nanoTime();
                    assertThat(pool.call("eth_chainId").asText()).isEqualTo("0x7");
                    return Duration.ofNanos(System.nanoTime() - start).toMillis();
                  }
                })
            .toList();
    assertThat(RpcSettings.DEFAULT.headTimeout()).isLessThan(Duration.ofSeconds(2));
    assertThat(millis).allSatisfy(ms -> assertThat(ms).isBetween(140L, 2_000L));
  }

  /** Allows so many requests in each second of the test's clock, and refuses what is more. */
  private static final class Metered implements RpcTransport {
    static final int ALLOWED = 20;
    private Instant now = Instant.EPOCH;
    private long second = -1;
    private int inSecond;
    private int answered;
    private int refused;

    @Override
    public String name() {
      return "metered";
    }

    @Override
    public InputStream post(byte[] body) {
      if (now.getEpochSecond() != second) {
        second = now.getEpochSecond();
        inSecond = 0;
      }
      if (++inSecond > ALLOWED) {
        refused++;
        Duration wait = Duration.between(now, Instant.ofEpochSecond(second + 1));
        throw new RpcBusyException("429", refused % 2 == 0 ? Optional.of(wait) : Optional.empty());
      }
      answered++;
      return new ByteArrayInputStream(
          "{\"jsonrpc\":\"2.0\",\"id\":0,\"result\":\"0x1\"}".getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void r2AProviderThatIsAskedTooMuchIsLeftAloneForAsLongAsItSays() {
    Metered metered = new Metered();
    Duration patience = Duration.ofSeconds(5);
    RpcSettings settings =
        new RpcSettings(
            8,
            OptionalInt.empty(),
            patience,
            patience,
            patience,
            Duration.ofMillis(1),
            RpcSettings.DEFAULT.maxBodyBytes(),
            patience);
    try (RpcPool pool = RpcPool.over("r2", List.of(metered), settings, () -> metered.now)) {
      while (metered.refused < 1_000 * SCALE) {
        try {
          pool.call("eth_blockNumber");
          metered.now = metered.now.plusMillis(10);
        } catch (RpcUnavailableException e) {
          metered.now = metered.now.plusMillis(250);
        }
      }
    }
    double asked = metered.answered + metered.refused;
    double allowed = ALLOWED_SHARE * Metered.ALLOWED * (metered.now.getEpochSecond() + 1.0);
    assertThat(asked).isLessThanOrEqualTo(allowed);
    assertThat(metered.answered).isPositive();
  }

  @Test
  void r3AStaleNodeBehindABalancerCausesNeitherReorgsNorGaps() {
    try (Rig rig = rig(3, Verification.HEAD)) {
      ScriptedNode node = rig.addNode("balanced");
      rig.mine(80);
      rig.catchUp();
      node.fault(Fault.BALANCED, 20);
      for (int i = 0; i < 1_000 * SCALE; i++) {
        if (i % 10 == 0) {
          rig.mine(1);
        }
        rig.pass(BLOCK);
        tryToCatchUp(rig);
      }
      node.fault(Fault.NONE, 0);
      rig.pass(BLOCK);
      rig.catchUp();
      rig.checkAtHead();
      assertThat(rig.store().cursor(Rig.CHAIN).orElseThrow().reorgs()).isZero();
    }
  }

  @Test
  void r4AnotherChainIsRefusedAtTheStartAndInTheMiddle() {
    for (int i = 0; i < 10 * SCALE; i++) {
      try (Rig rig = rig(4 + i, Verification.HEAD)) {
        ScriptedNode node = rig.addNode("node");
        rig.mine(40);
        boolean fromTheStart = i % 2 == 0;
        if (!fromTheStart) {
          rig.catchUp();
        }
        node.fault(Fault.WRONG_CHAIN, 0);
        rig.mine(3);
        assertThatThrownBy(rig::catchUp).isInstanceOf(RpcUnavailableException.class);
        assertThat(rig.store().cursor(Rig.CHAIN).isPresent()).isEqualTo(!fromTheStart);
        rig.check();
      }
    }
  }

  @Test
  void r4ANodeOfAnotherGenesisIsOutvoted() {
    try (Rig rig = rig(44, Verification.HEAD)) {
      ScriptedChain other = new ScriptedChain();
      IntStream.range(0, 200).forEach(i -> other.mine(List.of()));
      rig.addNode(new ScriptedNode("stranger", other, Rig.CHAIN.evmNumber(), 1));
      rig.addNode("a");
      rig.addNode("b");
      rig.mine(100);
      rig.catchUp();
      rig.check();
      assertThat(rig.indexed()).isEqualTo(rig.chain().head().ref());
    }
  }

  @Test
  void r5ANullForAKnownBlockIsNeverNoEvents() {
    int attempts = 0;
    try (Rig rig = rig(5, Verification.HEAD)) {
      ScriptedNode node = rig.addNode("forgetful");
      rig.mine(60);
      rig.catchUp();
      node.fault(Fault.NULLS, 0);
      while (node.requests() < 1_000L * SCALE) {
        rig.mine(1);
        rig.pass(BLOCK);
        attempts += tryToCatchUp(rig) ? 0 : 1;
      }
      node.fault(Fault.NONE, 0);
      rig.pass(BLOCK);
      rig.catchUp();
      rig.checkAtHead();
    }
    assertThat(attempts).as("answers that were refused").isPositive();
  }

  @Test
  void r6NoMutationOfAnAnswerIsBelieved() {
    Random random = new Random(6);
    for (int i = 0; i < 10 * SCALE; i++) {
      try (Rig rig = rig(60 + i, Verification.ALL)) {
        Mutator mutator =
            new Mutator(new ScriptedNode("node", rig.chain(), 7, i), random.nextLong());
        rig.addNode(mutator);
        rig.mine(60);
        rig.catchUp();
        mutator.mutate(true);
        while (mutator.mutations() < 100) {
          rig.mine(1);
          rig.pass(Duration.ofMinutes(10));
          tryToCatchUp(rig);
        }
        mutator.mutate(false);
        rig.pass(Duration.ofMinutes(10));
        // A range that was asked for ahead may still hold the last mutation.
        tryToCatchUp(rig);
        rig.catchUp();
        rig.checkAtHead();
      }
    }
  }

  @Test
  void r6ABodyWithoutEndAndDeepNestingAreCutOffWithoutBeingHeld() {
    for (String unit : List.of("[", " ", "{\"a\":", "[{\"id\":0,\"result\":\"0x")) {
      Endless endless = new Endless(unit);
      try (RpcPool pool =
          RpcPool.over("r6", List.of(endless), RpcSettings.DEFAULT, InstantSource.system())) {
        assertThatThrownBy(() -> pool.call("eth_blockNumber"))
            .isInstanceOf(RpcUnavailableException.class);
      }
      assertThat(endless.bytes()).isLessThan(2 * (RpcSettings.DEFAULT.maxBodyBytes() + (1 << 20)));
    }
  }

  @Test
  void r7ReorgsOfEveryDepthAreExactAtOnce() {
    for (int seed = 0; seed < 10 * SCALE; seed++) {
      for (int depth = 1; depth <= 64; depth++) {
        try (Rig rig = rig(700L * seed + depth, Verification.HEAD)) {
          rig.addNode("node");
          rig.mine(100);
          rig.catchUp();
          if (depth <= ScriptedChain.FINALITY) {
            rig.chain().fork(depth);
            rig.mine(depth);
            rig.catchUp();
          } else {
            rig.chain().forkBelowFinality(depth);
            rig.mine(depth);
            followAcrossFinality(rig);
          }
          assertThat(rig.indexed()).as("depth %d", depth).isEqualTo(rig.chain().head().ref());
          rig.check();
        }
      }
    }
  }

  /** Within the journal's margin it is undone; below it the index halts, flagged, until rebuilt. */
  private static void followAcrossFinality(Rig rig) {
    BlockRef before = rig.indexed();
    try {
      rig.catchUp();
    } catch (DivergedException e) {
      assertThat(rig.indexed()).isEqualTo(before);
      Awaitility.await()
          .pollInterval(Duration.ofMillis(1))
          .ignoreExceptionsInstanceOf(DivergedException.class)
          .until(() -> rig.follower().advance(Long.MAX_VALUE) && !rig.follower().isRebuilding());
      rig.catchUp();
    }
  }

  @Test
  void r8NoLieAboutLogsIsAccepted() {
    try (Rig rig = rig(8, Verification.ALL)) {
      ScriptedNode liar = rig.addNode("liar");
      rig.mine(40);
      rig.catchUp();
      liar.fault(Fault.FORGED_LOGS, 0);
      while (liar.lies() < 12_280L * SCALE) {
        rig.pass(Duration.ofMinutes(10));
        if (tryToCatchUp(rig)) {
          rig.mine(1);
        }
      }
      liar.fault(Fault.NONE, 0);
      rig.pass(Duration.ofMinutes(10));
      rig.catchUp();
      rig.check();
      assertThat(rig.indexed()).isEqualTo(rig.chain().head().ref());
    }
  }

  @Test
  void r9ARefusedRangeIsHalvedUntilItIsAnswered() {
    Random random = new Random(9);
    for (int i = 0; i < 100 * SCALE; i++) {
      try (Rig rig = rig(900 + i, Verification.NONE)) {
        rig.addNode("limited").fault(Fault.TOO_BIG, random.nextInt(20));
        rig.mine(90);
        rig.catchUp();
        rig.checkAtHead();
      }
    }
  }

  @Test
  void r10WithoutAnAnnouncementTheHeadIsPolledAndWithTooManyNothingHappensTwice()
      throws InterruptedException {
    try (Rig rig = rig(10, Verification.HEAD)) {
      rig.addNode("silent");
      rig.mine(40);
      Thread thread = Thread.ofPlatform().start(rig.follower()::run);
      for (int i = 0; i < 100 * SCALE; i++) {
        rig.mine(1);
        BlockRef head = rig.chain().head().ref();
        Awaitility.await()
            .pollInterval(Duration.ofMillis(2))
            .atMost(BLOCK.multipliedBy(2))
            .until(
                () -> rig.store().cursor(Rig.CHAIN).filter(c -> c.head().equals(head)).isPresent());
        rig.follower().announced(head.hash());
        rig.follower().announced("");
      }
      thread.interrupt();
      thread.join();
      rig.check();
      assertThat(rig.store().cursor(Rig.CHAIN).orElseThrow().reorgs()).isZero();
    }
  }
}
