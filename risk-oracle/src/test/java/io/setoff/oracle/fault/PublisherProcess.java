package io.setoff.oracle.fault;

import io.setoff.adapters.rpc.NodeQuorum;
import io.setoff.oracle.Epoch;
import io.setoff.oracle.EpochInputs;
import io.setoff.oracle.Figures;
import io.setoff.oracle.KeyFile;
import io.setoff.oracle.OracleDomain;
import io.setoff.oracle.publish.CrashingJournal;
import io.setoff.oracle.publish.FileJournal;
import io.setoff.oracle.publish.Lane;
import io.setoff.oracle.publish.LaneSettings;
import io.setoff.oracle.publish.LocalWallet;
import io.setoff.oracle.publish.RpcChain;
import io.setoff.oracle.publish.Write;
import io.setoff.oracle.sign.Collector;
import io.setoff.oracle.sign.KeySigner;
import io.setoff.oracle.sign.LocalSigner;
import io.setoff.oracle.sign.Proposal;
import io.setoff.oracle.sign.SignerLink;
import io.setoff.oracle.sign.SignerSet;
import io.setoff.oracle.stream.EpochSource;
import io.setoff.oracle.stream.EpochSpans;
import io.setoff.oracle.stream.LaneLog;
import io.setoff.oracle.stream.LaneRunner;
import io.setoff.oracle.stream.StreamLog;
import io.setoff.oracle.stream.StreamPublisher;
import io.setoff.oracle.stream.StreamSettings;
import io.setoff.oracle.trigger.Trigger;
import io.setoff.oracle.trigger.TriggerRules;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A publisher that publishes one epoch and ends when that is final, if nobody kills it before. It
 * says {@code frozen} when it has made as many records as it was told, and then does nothing more;
 * {@code proposed ROOT ROWS} before an epoch is signed, its first and last number; and {@code
 * over}.
 */
final class PublisherProcess {
  static final int ACCOUNTS = 20;
  private static final Duration VALIDITY = Duration.ofHours(1);
  private static final Duration PAUSE = Duration.ofMillis(10);

  private PublisherProcess() {}

  /** Arguments: key file, node, chain id, contract, folder of the journal, stream, records. */
  @SuppressWarnings("SystemOut")
  public static void main(String[] args) throws InterruptedException {
    KeyFile keys = KeyFile.read(Path.of(args[0]));
    OracleDomain domain = new OracleDomain(Long.parseLong(args[2]), args[3]);
    NodeQuorum nodes = Nodes.of(1, URI.create(args[1]));
    LocalWallet wallet = new LocalWallet(keys.gasPayer(), domain.chainId(), domain.contract());
    RpcChain chain = new RpcChain(nodes, domain, wallet.address());
    FileJournal journal = FileJournal.open(Path.of(args[4]));
    CrashingJournal freezing = new CrashingJournal(journal, PublisherProcess::freeze);
    freezing.crashAfter(Integer.parseInt(args[6]));
    LaneLog lines = new LaneLog("A", System.err::println);
    LaneSettings patience = new LaneSettings(20, 20);
    Lane lane = new Lane(chain, wallet, freezing, PublishRig.FEES, patience, lines);
    LaneRunner runner = new LaneRunner(chain, nodes, lane, journal, lines, PAUSE);
    StreamLog log = new StreamLog(args[5], System.err::println);
    StreamPublisher publisher = publisher(keys, chain, runner, log);
    while (log.newest(1).isEmpty() || !isOver(runner)) {
      if (log.newest(1).isEmpty()) {
        publisher.look();
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    runner.close();
    System.out.println("over");
  }

  private static boolean isOver(LaneRunner runner) {
    return Stream.of(Write.State.values())
        .filter(state -> !state.isOver())
        .allMatch(state -> runner.count(state) == 0);
  }

  private static StreamPublisher publisher(
      KeyFile keys, RpcChain chain, LaneRunner runner, StreamLog log) {
    List<KeySigner> signers = keys.signers().stream().map(KeySigner::of).toList();
    List<SignerLink> links =
        signers.stream().<SignerLink>map(key -> new Telling(new LocalSigner(key))).toList();
    SignerSet set = new SignerSet(signers.stream().map(KeySigner::address).toList());
    TriggerRules rules =
        new TriggerRules(
            Duration.ofDays(1),
            Duration.ZERO,
            BigDecimal.ONE,
            BigDecimal.ONE,
            Map.of(),
            BigDecimal.ZERO);
    return new StreamPublisher(
        new Source(chain),
        new Trigger(rules),
        new Collector(links, Duration.ofSeconds(5), PAUSE),
        List.of(runner),
        new StreamSettings(log.stream(), PAUSE, VALIDITY, List.of(set), 2),
        log,
        EpochSpans.none(),
        Clock.systemUTC());
  }

  /** What is signed was told before, wherever the process ends. */
  private record Telling(SignerLink signer) implements SignerLink {
    @Override
    public String name() {
      return signer.name();
    }

    @Override
    @SuppressWarnings("SystemOut")
    public Reply propose(Proposal proposal) {
      System.out.printf("proposed %d %d%n", proposal.number(), proposal.lastNumber());
      return signer.propose(proposal);
    }

    @Override
    public void close() {
      signer.close();
    }
  }

  private record Source(RpcChain chain) implements EpochSource {
    @Override
    public EpochInputs inputs() {
      return Figures.inputs("main", chain.head().time());
    }

    @Override
    public Epoch build(EpochInputs inputs) {
      List<String> nets = Collections.nCopies(ACCOUNTS, "-1");
      return Figures.epoch(inputs.newestTime(), nets.toArray(String[]::new));
    }

    @Override
    public boolean holds(EpochInputs older, EpochInputs now) {
      return true;
    }
  }

  /** The thread that has made the last record does nothing more. */
  @SuppressWarnings("SystemOut")
  private static void freeze() {
    System.out.println("frozen");
    while (true) {
      LockSupport.park();
    }
  }
}
