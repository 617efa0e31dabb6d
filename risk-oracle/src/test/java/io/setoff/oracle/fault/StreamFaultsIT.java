package io.setoff.oracle.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.adapters.evm.devnet.Devnet;
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
import io.setoff.oracle.rpc.Nodes;
import io.setoff.oracle.sign.Collector;
import io.setoff.oracle.sign.KeySigner;
import io.setoff.oracle.sign.LocalSigner;
import io.setoff.oracle.sign.Proposal;
import io.setoff.oracle.sign.SignerLink;
import io.setoff.oracle.sign.SignerSet;
import io.setoff.oracle.stream.EpochSource;
import io.setoff.oracle.stream.LaneLog;
import io.setoff.oracle.stream.LaneRunner;
import io.setoff.oracle.stream.SignedEpoch;
import io.setoff.oracle.stream.StreamLog;
import io.setoff.oracle.stream.StreamPublisher;
import io.setoff.oracle.stream.StreamSettings;
import io.setoff.oracle.trigger.Reason.Kind;
import io.setoff.oracle.trigger.Trigger;
import io.setoff.oracle.trigger.TriggerRules;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stream whose signers fail, lie, change and are revoked, on a real contract. */
@Timeout(300)
class StreamFaultsIT {
  private static final int SCALE = Integer.getInteger("setoff.faults.scale", 1);
  private static final String STREAM = "faults/stream";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Set<Integer> down = new HashSet<>();
  private final Set<Integer> lying = new HashSet<>();
  private final Devnet devnet = Devnet.start();
  private final PublishRig admin = new PublishRig(devnet, journal("rig"), PublishRig.FEES);
  private final FakeSource source = new FakeSource();
  private final StreamLog log = new StreamLog(STREAM, line -> {});
  private final LaneRunner lane = lane();
  private List<KeySigner> keys = List.of();
  private final StreamPublisher publisher = publisher();

  private FileJournal journal(String name) {
    return FileJournal.open(devnet.folder().resolve(name));
  }

  /** Figures that a test sets. */
  private final class FakeSource implements EpochSource {
    private String net = "1";
    private boolean holds = true;

    @Override
    public Epoch build() {
      return Figures.epoch(admin.chain.head().time(), net);
    }

    @Override
    public boolean holds(EpochInputs older, EpochInputs now) {
      return holds;
    }
  }

  @BeforeEach
  void mineAtOnce() {
    admin.rpc("evm_setAutomine", true);
  }

  @AfterEach
  void stop() {
    lane.close();
    admin.close();
    devnet.close();
  }

  private LaneRunner lane() {
    KeyFile file = KeyFile.read(devnet.folder().resolve("keys.json"));
    Nodes nodes = new Nodes(List.of(admin.first.url()), 1, Duration.ofSeconds(5));
    var domain = admin.chain.domain();
    LocalWallet wallet = new LocalWallet(file.gasPayer(), domain.chainId(), domain.contract());
    RpcChain chain = new RpcChain(nodes, domain, wallet.address());
    FileJournal journal = journal("lane");
    LaneLog lines = new LaneLog("A", line -> {});
    Lane lane = new Lane(chain, wallet, journal, PublishRig.FEES, new LaneSettings(2, 2), lines);
    return new LaneRunner(chain, nodes, lane, journal, lines, Duration.ofMillis(20));
  }

  /** The three keys of the first set, and three more for the next one. */
  private StreamPublisher publisher() {
    List<KeySigner> all = new ArrayList<>();
    KeyFile.read(devnet.folder().resolve("keys.json"))
        .signers()
        .forEach(key -> all.add(KeySigner.of(key)));
    for (char digit : new char[] {'4', '5', '6'}) {
      all.add(KeySigner.of("0x" + String.valueOf(digit).repeat(64)));
    }
    keys = all;
    List<SignerLink> links = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      links.add(new Link(i, new LocalSigner(all.get(i))));
    }
    return new StreamPublisher(
        source,
        new Trigger(
            new TriggerRules(
                Duration.ofDays(1),
                Duration.ZERO,
                BigDecimal.ONE,
                BigDecimal.ONE,
                Map.of(),
                BigDecimal.ZERO)),
        new Collector(links, Duration.ofSeconds(5), Duration.ofMillis(10)),
        List.of(lane),
        new StreamSettings(
            STREAM, Duration.ofMillis(10), Duration.ofMinutes(5), List.of(set(0), set(3)), 2),
        log,
        Clock.systemUTC());
  }

  private SignerSet set(int from) {
    return new SignerSet(keys.subList(from, from + 3).stream().map(KeySigner::address).toList());
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
      if (down.contains(number)) {
        throw new OracleUnavailableException("connection refused");
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

  private void look(String net) throws InterruptedException {
    source.net = net;
    publisher.look();
  }

  /** Waits until the newest signed epoch is the head of both streams. */
  private void awaitHead() {
    long number = newest().proposal().number();
    Awaitility.await("epoch " + number + " lands")
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(10))
        .until(
            () ->
                admin.chain.headEpoch(Proposal.rootStream(STREAM)) == number
                    && admin.chain.headEpoch(Proposal.rowsStream(STREAM)) == number);
  }

  private SignedEpoch newest() {
    return log.newest(1).getFirst();
  }

  @Test
  void o4OneSignerMayFailTwoStopTheStreamAndItGoesOnWithThem() throws InterruptedException {
    look("1");
    awaitHead();
    for (int i = 0; i < 5 * SCALE; i++) {
      down.add(i % 3);
      lying.add((i + 1) % 3);
      int epochs = log.newest(100).size();
      long failures = log.failures();
      String net = i % 2 == 0 ? "-1" : "1";
      look(net);
      assertThat(log.newest(100)).as("one honest signer is no quorum").hasSize(epochs);
      assertThat(log.failures()).isGreaterThan(failures);
      assertThat(lane.count(Write.State.BUILT)).as("given up").isZero();
      lying.clear();
      look(net);
      assertThat(newest().contracts()).hasSize(1);
      assertThat(newest().reason().kind()).isEqualTo(Kind.SIGN_CHANGED);
      awaitHead();
      down.clear();
    }
  }

  @Test
  void netToZeroToNegativeIsPublishedEachByTheNextLook() throws InterruptedException {
    for (String net : List.of("0.000001", "0", "-0.000001", "-5")) {
      look(net);
      assertThat(newest().proposal().epoch().rows().getFirst().word().netUsd())
          .isEqualByComparingTo(net);
      awaitHead();
    }
  }

  @Test
  void aReorganisedInputInvalidatesTheEpoch() throws InterruptedException {
    look("1");
    awaitHead();
    long before = newest().proposal().number();
    source.holds = false;
    look("1");
    assertThat(newest().proposal().number()).isGreaterThan(before);
    assertThat(newest().reason().kind()).isEqualTo(Kind.INPUT_REORGANISED);
    awaitHead();
  }

  /** An epoch a look, all the way from the old set to the new one, and the old one revoked. */
  @Test
  void keysRotateWithoutAMissedEpochAndARevokedSetStops() throws InterruptedException {
    look("1");
    awaitHead();
    long from = admin.chain.head().time().getEpochSecond() + 30;
    Admin.schedule(devnet, admin, set(3).hash(), 2, from);
    Set<Long> versions = new HashSet<>();
    for (int i = 0; i < 40; i++) {
      int epochs = log.newest(100).size();
      look(i % 2 == 0 ? "-1" : "1");
      assertThat(log.newest(100)).as("epoch %d of the rotation", i).hasSize(epochs + 1);
      versions.add(newest().contracts().getFirst().rootReport().setVersion());
      awaitHead();
    }
    assertThat(versions).containsExactlyInAnyOrder(1L, 2L);
    Admin.revoke(devnet, admin, 1);
    Admin.revoke(devnet, admin, 2);
    int epochs = log.newest(100).size();
    look("7");
    assertThat(log.newest(100)).as("no set is in force").hasSize(epochs);
    assertThat(log.failures()).isPositive();
  }
}
