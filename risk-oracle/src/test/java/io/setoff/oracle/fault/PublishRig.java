package io.setoff.oracle.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.adapters.evm.devnet.Devnet;
import io.setoff.adapters.evm.devnet.DevnetChain;
import io.setoff.adapters.rpc.NodeQuorum;
import io.setoff.adapters.rpc.RpcUnavailableException;
import io.setoff.oracle.Bytes32;
import io.setoff.oracle.Epoch;
import io.setoff.oracle.EpochReport;
import io.setoff.oracle.Figures;
import io.setoff.oracle.KeyFile;
import io.setoff.oracle.OracleAbi;
import io.setoff.oracle.OracleDomain;
import io.setoff.oracle.OracleUnavailableException;
import io.setoff.oracle.TestQuorum;
import io.setoff.oracle.Word;
import io.setoff.oracle.publish.FeePolicy;
import io.setoff.oracle.publish.Journal;
import io.setoff.oracle.publish.Lane;
import io.setoff.oracle.publish.LaneListener;
import io.setoff.oracle.publish.LaneSettings;
import io.setoff.oracle.publish.LocalWallet;
import io.setoff.oracle.publish.RpcChain;
import io.setoff.oracle.publish.StoreSize;
import io.setoff.oracle.publish.Write;
import io.setoff.oracle.sign.Proposal;
import io.setoff.oracle.stream.SignedEpoch;
import io.setoff.oracle.stream.SignedEpoch.ForContract;
import io.setoff.oracle.stream.SignedEpoch.Signed;
import io.setoff.oracle.trigger.Reason;
import io.setoff.oracle.trigger.Reason.Kind;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A lane on a real node behind two that may fail, with signed epochs for it. */
final class PublishRig implements AutoCloseable {
  private static final BigInteger GWEI = BigInteger.TEN.pow(9);
  private static final BigInteger PLENTY = BigInteger.TEN.pow(21);
  private static final LaneSettings PATIENCE = new LaneSettings(2, 2);
  private static final Duration VALIDITY = Duration.ofMinutes(5);
  private static final int THRESHOLD = 2;
  private static final long ANY_AGE = 1L << 32;

  /** {@code ISetoffRiskOracle.Status.Fresh}. */
  private static final BigInteger FRESH = BigInteger.ONE;

  private static int rigs;

  static final FeePolicy FEES =
      new FeePolicy(GWEI, GWEI.multiply(BigInteger.valueOf(100_000)), 100, PLENTY);

  final DevnetChain node;
  final FaultNode first;
  final FaultNode second;
  final RpcChain chain;
  final String stream;
  final Map<LaneListener.Alarm, Integer> alarms = new EnumMap<>(LaneListener.Alarm.class);
  private final KeyFile keys;
  private final NodeQuorum nodes;
  private final LocalWallet wallet;
  private Lane lane;
  private long epoch;
  private int accounts = 3;
  private Optional<Proposal> newest = Optional.empty();

  PublishRig(Devnet devnet, Journal journal, FeePolicy fees) {
    rigs++;
    stream = "faults/" + rigs;
    keys = KeyFile.read(devnet.folder().resolve("keys.json"));
    node = new DevnetChain(devnet, "A");
    first = new FaultNode(devnet.rpc("A"));
    second = new FaultNode(devnet.rpc("A"));
    nodes = Nodes.of(1, first.url(), second.url());
    OracleDomain domain = new OracleDomain(node.id().evmNumber(), node.address("risk_oracle"));
    wallet = new LocalWallet(keys.gasPayer(), domain.chainId(), domain.contract());
    chain = new RpcChain(nodes, domain, wallet.address());
    rpc("evm_setAutomine", false);
    refill();
    lane = lane(journal, fees, chain);
  }

  private Lane lane(Journal journal, FeePolicy fees, RpcChain over) {
    return new Lane(over, wallet, journal, fees, PATIENCE, listener());
  }

  /** Another publisher with the same key and a journal of its own. */
  Lane second(Journal journal) {
    return lane(journal, FEES, chain);
  }

  /** The same publisher after its end: what it knows is in the journal. */
  void restart(Journal journal) {
    lane = lane(journal, FEES, chain);
  }

  /** A lane that believes a read only when both nodes say it. */
  void readTwice(Journal journal) {
    NodeQuorum both = Nodes.of(2, first.url(), second.url());
    lane = lane(journal, FEES, new RpcChain(both, chain.domain(), wallet.address()));
  }

  private LaneListener listener() {
    return new LaneListener() {
      @Override
      public void moved(Write write) {}

      @Override
      public void alarm(Alarm alarm, String detail) {
        alarms.merge(alarm, 1, Integer::sum);
      }
    };
  }

  Object rpc(String method, Object... params) {
    return node.rpc().call(method, params);
  }

  void refill() {
    rpc("anvil_setBalance", wallet.address(), "0x" + PLENTY.toString(16));
  }

  String payer() {
    return wallet.address();
  }

  void mine() {
    rpc("anvil_mine", "0x1");
  }

  Lane lane() {
    return lane;
  }

  long epoch() {
    return epoch;
  }

  private Bytes32 rootStream() {
    return Proposal.rootStream(stream);
  }

  private Bytes32 rowsStream() {
    return Proposal.rowsStream(stream);
  }

  /** The next epoch, signed. */
  List<Write> signNext() {
    Instant now = chain.head().time();
    epoch = newest.map(proposal -> proposal.lastNumber() + 1).orElse(1L);
    String[] nets = new String[accounts];
    for (int i = 0; i < accounts; i++) {
      nets[i] = i % 2 == 0 ? "-" + epoch : epoch + "." + i;
    }
    nets[1] = "0";
    Epoch figures = Figures.epoch(now, nets);
    List<Integer> batches =
        new StoreSize(chain.gasCap(), keys.signers().size(), THRESHOLD)
            .split(figures.rows().stream().map(Epoch.Row::account).toList(), Set.of());
    Proposal proposal = Proposal.of(stream, epoch, figures, batches, now.plus(VALIDITY), List.of());
    newest = Optional.of(proposal);
    List<Signed> signed = proposal.reports(chain.setVersion()).stream().map(this::sign).toList();
    ForContract contract =
        new ForContract(chain.domain(), signed.getFirst(), signed.subList(1, signed.size()));
    return new SignedEpoch(
            proposal, figures.tree(), new Reason(Kind.HEARTBEAT, ""), now, List.of(contract))
        .writes(contract);
  }

  private Signed sign(EpochReport report) {
    return new Signed(report, TestQuorum.sign(keys.signers(), THRESHOLD, chain.domain(), report));
  }

  /** Accounts of every epoch that is signed from now on, at least 2. */
  void accounts(int count) {
    accounts = count;
  }

  /** What was signed last. */
  Proposal newest() {
    return newest.orElseThrow();
  }

  /** The word that a reader of this rig's stream gets. */
  Word stored(Epoch.Row row) {
    return stored(stream, row);
  }

  Word stored(String of, Epoch.Row row) {
    return Word.decode(Bytes32.of(latest(of, row, ANY_AGE).get(1)));
  }

  /** Whether a reader may use it. */
  boolean isFresh(Epoch.Row row, long maxAgeSeconds) {
    return latest(stream, row, maxAgeSeconds).getFirst().equals(FRESH);
  }

  private List<BigInteger> latest(String of, Epoch.Row row, long maxAgeSeconds) {
    String data = OracleAbi.latest(Proposal.rowsStream(of), row.accountId(), maxAgeSeconds);
    return OracleAbi.words(
        node.rpc()
            .call("eth_call", Map.of("to", chain.domain().contract(), "data", data), "latest")
            .asText());
  }

  /** Gas of a block from now on. */
  void blockGas(long gas) {
    rpc("evm_setBlockGasLimit", "0x" + Long.toHexString(gas));
    mine();
  }

  /** Signs the next epoch and hands it to the lane. */
  void publish() {
    signNext().forEach(lane::enqueue);
  }

  /** Steps; a node that does not answer is no error, as in the product. */
  void step() {
    try {
      lane.step();
    } catch (OracleUnavailableException | RpcUnavailableException e) {
      // The next step tries again.
    }
  }

  /** Steps and mines, some blocks. */
  void run(int blocks) {
    for (int i = 0; i < blocks; i++) {
      step();
      mine();
    }
    step();
  }

  boolean hasLanded() {
    return chain.headEpoch(rootStream()) == epoch
        && chain.headEpoch(rowsStream()) == newest().lastNumber();
  }

  /** The newest signed epoch is the head, no epoch was stored twice, no nonce is left out. */
  void assertSound() {
    assertSound(stream, epoch, newest().lastNumber());
    assertThat(newest().epoch().rows())
        .allSatisfy(row -> assertThat(stored(row)).isEqualTo(row.word()));
  }

  /** The same of any stream and the numbers that its heads should have. */
  void assertSound(String of, long root, long rows) {
    Bytes32 rootsOf = Proposal.rootStream(of);
    Bytes32 rowsOf = Proposal.rowsStream(of);
    assertThat(chain.headEpoch(rootsOf)).as("root of " + of).isEqualTo(root);
    assertThat(chain.headEpoch(rowsOf)).as("rows of " + of).isEqualTo(rows);
    for (Bytes32 id : List.of(rootsOf, rowsOf)) {
      Map<String, Object> filter =
          Map.of(
              "fromBlock",
              "0x0",
              "toBlock",
              "latest",
              "address",
              chain.domain().contract(),
              "topics",
              java.util.Arrays.asList(null, id.hex()));
      List<String> epochs =
          node.rpc()
              .call("eth_getLogs", filter)
              .valueStream()
              .map(log -> log.path("topics"))
              .filter(topics -> topics.size() == 3)
              .map(topics -> topics.path(2).asText())
              .toList();
      assertThat(epochs).doesNotHaveDuplicates().isNotEmpty();
    }
    assertThat(node.rpc().call("eth_getTransactionCount", payer(), "pending"))
        .as("nothing is left in the pool")
        .isEqualTo(node.rpc().call("eth_getTransactionCount", payer(), "latest"));
  }

  @Override
  public void close() {
    rpc("evm_setAutomine", true);
    nodes.close();
    first.close();
    second.close();
    node.close();
  }
}
