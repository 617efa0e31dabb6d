package io.setoff.oracle.fault;

import io.setoff.adapters.evm.devnet.Devnet;
import io.setoff.adapters.rpc.NodeQuorum;
import io.setoff.oracle.Epoch;
import io.setoff.oracle.EpochInputs;
import io.setoff.oracle.Figures;
import io.setoff.oracle.KeyFile;
import io.setoff.oracle.OracleUnavailableException;
import io.setoff.oracle.publish.FileJournal;
import io.setoff.oracle.publish.Lane;
import io.setoff.oracle.publish.LaneSettings;
import io.setoff.oracle.publish.LocalWallet;
import io.setoff.oracle.publish.RpcChain;
import io.setoff.oracle.publish.Write;
import io.setoff.oracle.sign.Collector;
import io.setoff.oracle.sign.FileSignLedger;
import io.setoff.oracle.sign.KeySigner;
import io.setoff.oracle.sign.LocalSigner;
import io.setoff.oracle.sign.MoveBound;
import io.setoff.oracle.sign.MoveGuard;
import io.setoff.oracle.sign.Proposal;
import io.setoff.oracle.sign.Recomputation;
import io.setoff.oracle.sign.SignTerms;
import io.setoff.oracle.sign.SignerLink;
import io.setoff.oracle.sign.SignerSet;
import io.setoff.oracle.sign.SigningDesk;
import io.setoff.oracle.sign.SigningDesk.Outcome;
import io.setoff.oracle.stream.EpochSource;
import io.setoff.oracle.stream.EpochSpans;
import io.setoff.oracle.stream.LaneLog;
import io.setoff.oracle.stream.LaneRunner;
import io.setoff.oracle.stream.SignedEpoch;
import io.setoff.oracle.stream.StreamLog;
import io.setoff.oracle.stream.StreamPublisher;
import io.setoff.oracle.stream.StreamSettings;
import io.setoff.oracle.trigger.Trigger;
import io.setoff.oracle.trigger.TriggerRules;
import io.setoff.testing.Patience;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A stream with signers that may fail and figures that a test sets, on a real contract. */
final class StreamRig implements AutoCloseable {
  static final String STREAM = "faults/stream";

  /** Longer than any machine needs for a signature: what does not answer within it never will. */
  private static final Duration SIGNERS_PATIENCE = Duration.ofSeconds(5);

  final Set<Integer> down = ConcurrentHashMap.newKeySet();
  final Set<Integer> lying = ConcurrentHashMap.newKeySet();
  final Set<Integer> slow = ConcurrentHashMap.newKeySet();
  final AtomicInteger asked = new AtomicInteger();
  private CountDownLatch slowAnswer = new CountDownLatch(1);
  final Devnet devnet = Devnet.start();
  final PublishRig admin = new PublishRig(devnet, journal("rig"), PublishRig.FEES);
  final FakeSource source = new FakeSource();
  final List<String> told = new CopyOnWriteArrayList<>();
  final StreamLog log = new StreamLog(STREAM, told::add);
  final List<KeySigner> keys = keys();
  LaneRunner lane = lane();
  private final Optional<MoveBound> bound;
  private StreamPublisher publisher;

  /** Signers sign what they are given. */
  StreamRig() {
    this(Optional.empty());
  }

  /** Signers have a desk, and with it a bound. */
  StreamRig(Optional<MoveBound> bound) {
    this.bound = bound;
    this.publisher = publisher();
    admin.rpc("evm_setAutomine", true);
  }

  private FileJournal journal(String name) {
    return FileJournal.open(devnet.folder().resolve(name));
  }

  /** Figures that a test sets. */
  final class FakeSource implements EpochSource {
    private List<String> nets = List.of("1");
    boolean holds = true;

    @Override
    public EpochInputs inputs() {
      return Figures.inputs("main", admin.chain.head().time());
    }

    @Override
    public Epoch build(EpochInputs inputs) {
      return at(inputs.newestTime());
    }

    private Epoch at(Instant time) {
      return Figures.epoch(time, nets.toArray(String[]::new));
    }

    @Override
    public boolean holds(EpochInputs older, EpochInputs now) {
      return holds;
    }
  }

  private LaneRunner lane() {
    KeyFile file = KeyFile.read(devnet.folder().resolve("keys.json"));
    NodeQuorum nodes = Nodes.of(1, admin.first.url());
    var domain = admin.chain.domain();
    LocalWallet wallet = new LocalWallet(file.gasPayer(), domain.chainId(), domain.contract());
    RpcChain chain = new RpcChain(nodes, domain, wallet.address());
    FileJournal journal = journal("lane");
    LaneLog lines = new LaneLog("A", line -> {});
    Lane lane = new Lane(chain, wallet, journal, PublishRig.FEES, new LaneSettings(2, 2), lines);
    return new LaneRunner(chain, nodes, lane, journal, lines, Duration.ofMillis(20));
  }

  /** The three keys of the first set, and three more for the next one. */
  private List<KeySigner> keys() {
    List<KeySigner> all = new ArrayList<>();
    KeyFile.read(devnet.folder().resolve("keys.json"))
        .signers()
        .forEach(key -> all.add(KeySigner.of(key)));
    for (char digit : new char[] {'4', '5', '6'}) {
      all.add(KeySigner.of("0x" + String.valueOf(digit).repeat(64)));
    }
    return all;
  }

  private StreamPublisher publisher() {
    List<SignerLink> links = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      links.add(new Link(i, signer(i)));
    }
    return new StreamPublisher(
        source,
        new Trigger(
            new TriggerRules(
                Duration.ofDays(1),
                Duration.ZERO,
                BigDecimal.ONE,
                BigDecimal.ZERO,
                Map.of(),
                BigDecimal.ZERO)),
        new Collector(links, SIGNERS_PATIENCE, Duration.ofMillis(10)),
        List.of(lane),
        new StreamSettings(
            STREAM, Duration.ofMillis(10), Duration.ofMinutes(5), List.of(set(0), set(3)), 2),
        log,
        EpochSpans.none(),
        Clock.systemUTC());
  }

  SignerSet set(int from) {
    return new SignerSet(keys.subList(from, from + 3).stream().map(KeySigner::address).toList());
  }

  private SignerLink signer(int number) {
    LocalSigner local = new LocalSigner(keys.get(number));
    return bound.<SignerLink>map(b -> new DeskLink(desk(number, b), local)).orElse(local);
  }

  /** Where a signer keeps what it has signed. */
  Path ledger(int number) {
    return devnet.folder().resolve("signer-" + number);
  }

  private SigningDesk desk(int number, MoveBound most) {
    SignTerms terms =
        new SignTerms(
            STREAM,
            List.of(Figures.account(0)),
            List.of(admin.chain.domain()),
            Duration.ofMinutes(5),
            Duration.ofMinutes(1));
    Recomputation own =
        new Recomputation() {
          @Override
          public void checkInputs(EpochInputs inputs, Duration maxAge) {
            // Its blocks are the publisher's.
          }

          @Override
          public Epoch at(EpochInputs inputs, List<String> accounts) {
            return source.at(inputs.newestTime());
          }
        };
    FileSignLedger ledger = FileSignLedger.open(ledger(number));
    MoveGuard guard = MoveGuard.open(ledger(number), most);
    return new SigningDesk(terms, own, keys.get(number), ledger, Optional.of(guard));
  }

  private record DeskLink(SigningDesk desk, SignerLink local) implements SignerLink {
    @Override
    public String name() {
      return local.name();
    }

    @Override
    public Reply propose(Proposal proposal) {
      return switch (desk.sign(proposal)) {
        case Outcome.Signed(var targets) -> new Reply.Signed(targets);
        case Outcome.Refuses(var refusal) -> new Reply.Refused(refusal, desk.newestEpoch());
      };
    }

    @Override
    public void close() {
      local.close();
    }
  }

  private final class Link implements SignerLink {
    private final int number;
    private final SignerLink honest;

    Link(int number, SignerLink honest) {
      this.number = number;
      this.honest = honest;
    }

    @Override
    public String name() {
      return "signer " + number;
    }

    @Override
    public Reply propose(Proposal proposal) {
      asked.incrementAndGet();
      if (down.contains(number)) {
        throw new OracleUnavailableException("connection refused");
      }
      if (slow.contains(number)) {
        await(slowAnswer);
      }
      return honest.propose(lying.contains(number) ? another(proposal) : proposal);
    }

    private static Proposal another(Proposal proposal) {
      Epoch epoch = proposal.epoch();
      Instant time = epoch.inputs().observedAt();
      return Proposal.of(
          proposal.stream(),
          proposal.number(),
          Figures.epoch(time, "666"),
          proposal.validUntil(),
          proposal.targets());
    }

    @Override
    public void close() {}
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OracleUnavailableException("interrupted", e);
    }
  }

  /** Those that are slow answer now what they were asked, and are slow no more. */
  void slowAnswers() {
    slow.clear();
    slowAnswer.countDown();
    slowAnswer = new CountDownLatch(1);
  }

  /** The publisher ends and starts again: what it knows is in the journal. */
  void restart() {
    lane.close();
    lane = lane();
    publisher = publisher();
  }

  void look(String... nets) throws InterruptedException {
    source.nets = List.of(nets);
    publisher.look();
  }

  /** Waits until the newest signed epoch is the head of both streams. */
  void awaitHead() {
    Proposal proposal = newest().proposal();
    await(
        "epoch " + proposal.number() + " lands",
        () ->
            admin.chain.headEpoch(Proposal.rootStream(STREAM)) == proposal.number()
                && admin.chain.headEpoch(Proposal.rowsStream(STREAM)) == proposal.lastNumber());
  }

  private static void await(String what, Callable<Boolean> until) {
    Patience.await(what).until(until);
  }

  /** Waits until a write is in a state, and for the final one until no other is on its way. */
  void awaitStates(Write.State state) {
    await(
        "a write is " + state,
        () ->
            lane.count(state) > 0
                && (state != Write.State.FINAL || lane.count(Write.State.MINED) == 0));
  }

  SignedEpoch newest() {
    return log.newest(1).getFirst();
  }

  @Override
  public void close() {
    lane.close();
    admin.close();
    devnet.close();
  }
}
