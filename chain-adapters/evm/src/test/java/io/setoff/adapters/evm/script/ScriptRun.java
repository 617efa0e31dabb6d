package io.setoff.adapters.evm.script;

import io.setoff.adapters.kernel.plan.DivergedException;
import io.setoff.adapters.kernel.spi.Verification;
import io.setoff.adapters.rpc.RpcUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * One script: a chain, one or three nodes of which one at a time is bad, and an indexer, driven by
 * a seed. After every step the indexer's state must be that of the very block it says it is at, a
 * block that was once canonical; at the end, of the canonical head.
 */
public final class ScriptRun implements AutoCloseable {
  private static final int STEPS = 14;
  private static final Duration BLOCK = Duration.ofSeconds(12);

  /** Looks at the head, a block apart, after which a healed chain is caught up with. */
  private static final int PATIENCE = 3;

  /** What a single node can do unseen when not everything is proved. */
  private static final Set<Fault> UNPROVEN = Set.of(Fault.EMPTY_LOGS, Fault.FORGED_LOGS);

  private final Random random;
  private final Verification verification;
  private final Rig rig;
  private final List<ScriptedNode> nodes = new ArrayList<>();
  private final List<String> story = new ArrayList<>();

  /** A run of one seed, not played yet. */
  public ScriptRun(long seed) {
    this.random = new Random(seed);
    this.verification = List.of(Verification.values()).get(random.nextInt(3));
    this.rig = new Rig(random, verification);
    int count = random.nextInt(4) == 0 ? 1 : 3;
    for (int i = 0; i < count; i++) {
      nodes.add(rig.addNode("node-" + i));
    }
    story.add("seed %d, %d nodes, verification %s".formatted(seed, count, verification));
  }

  /** Plays the script; throws {@link AssertionError} with the story when something is wrong. */
  public void play() {
    try {
      mine(30 + random.nextInt(60));
      catchUp();
      for (int i = 0; i < STEPS; i++) {
        step();
        rig.pass(BLOCK);
        catchUp();
      }
      heal();
      for (int i = 0; i < PATIENCE; i++) {
        catchUp();
        rig.pass(BLOCK);
      }
      rig.checkAtHead();
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(String.join("\n", story) + "\n" + e.getMessage(), e);
    }
  }

  private void step() {
    switch (random.nextInt(10)) {
      case 0, 1, 2 -> mine(1 + random.nextInt(3));
      case 3 -> mine(1 + random.nextInt(40));
      case 4 -> fork();
      case 5 -> deepFork();
      case 6, 7 -> breakOneNode();
      case 8 -> heal();
      default -> restart();
    }
  }

  private void mine(int blocks) {
    story.add("mine " + blocks);
    rig.mine(blocks);
  }

  private void fork() {
    int depth = 1 + random.nextInt(14);
    int length = Math.max(1, depth + random.nextInt(5) - 2);
    story.add("fork " + depth + ", then");
    rig.chain().fork(depth);
    mine(length);
  }

  /** One in four goes below what can be undone, when every node is good. */
  private void deepFork() {
    if (random.nextInt(4) > 0) {
      fork();
      return;
    }
    heal();
    int depth = (int) Math.min(rig.chain().height() - 1, 60 + random.nextInt(100));
    story.add("fork below finality " + depth + ", then");
    rig.chain().forkBelowFinality(depth);
    mine(depth + random.nextInt(5));
  }

  private void breakOneNode() {
    nodes.forEach(node -> node.fault(Fault.NONE, 0));
    List<Fault> faults = new ArrayList<>(List.of(Fault.values()));
    if (nodes.size() == 1) {
      faults.remove(Fault.FORGED_BRANCH);
      if (verification != Verification.ALL) {
        faults.removeAll(UNPROVEN);
      }
      if (verification == Verification.NONE) {
        faults.remove(Fault.FORGED_HEADER);
      }
    }
    Fault fault = faults.get(random.nextInt(faults.size()));
    int strength = random.nextInt(8);
    ScriptedNode node = nodes.get(random.nextInt(nodes.size()));
    story.add(node.name() + " " + fault + " " + strength);
    node.fault(fault, strength);
  }

  private void heal() {
    story.add("heal");
    nodes.forEach(node -> node.fault(Fault.NONE, 0));
    rig.pass(Duration.ofMinutes(10));
  }

  private void restart() {
    story.add("restart");
    rig.restart();
  }

  private void catchUp() {
    try {
      rig.catchUp();
    } catch (RpcUnavailableException e) {
      story.add("  " + e.getMessage());
    } catch (DivergedException e) {
      story.add("  " + e.reason());
      awaitRebuild();
    }
    rig.check();
    rig.checkAccountIndex();
  }

  /** The old state stands until the new one takes its place. */
  private void awaitRebuild() {
    while (rig.follower().isRebuilding()) {
      rig.check();
      try {
        rig.follower().advance(Long.MAX_VALUE);
      } catch (RpcUnavailableException | DivergedException e) {
        Thread.onSpinWait();
      }
    }
  }

  @Override
  public void close() {
    rig.close();
  }
}
