package io.setoff.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.setoff.adapters.evm.devnet.Devnet;
import io.setoff.adapters.evm.devnet.DevnetChain;
import io.setoff.adapters.rpc.RpcPool;
import io.setoff.oracle.EpochInputs.Block;
import io.setoff.oracle.EpochInputs.ChainInput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.http.HttpService;

/** What Java signs, the real contract accepts and gives back; what it should refuse, it refuses. */
class OracleContractIT {
  private static final long MAX_AGE = 3_600;
  private static final List<String> ACCOUNTS =
      List.of("0x" + "1".repeat(40), "0x" + "2".repeat(40), "0x" + "3".repeat(40));
  private static Devnet devnet;
  private static Side a;
  private static Side b;

  /** One chain with its contract. */
  private record Side(Web3j web3j, RpcPool nodes, OracleContract contract, TestSender sender) {
    static Side of(String name) {
      try (DevnetChain chain = new DevnetChain(devnet, name)) {
        Web3j web3j = Web3j.build(new HttpService(devnet.rpc(name)));
        RpcPool nodes = new RpcPool(name, List.of(URI.create(devnet.rpc(name))));
        long chainId = chain.id().evmNumber();
        return new Side(
            web3j,
            nodes,
            new OracleContract(nodes, new OracleDomain(chainId, chain.address("risk_oracle"))),
            new TestSender(web3j, chainId, keys().gasPayer()));
      }
    }

    Instant now() throws IOException {
      return Instant.ofEpochSecond(
          web3j
              .ethGetBlockByNumber(DefaultBlockParameterName.LATEST, false)
              .send()
              .getBlock()
              .getTimestamp()
              .longValueExact());
    }
  }

  @BeforeAll
  static void start() {
    devnet = Devnet.start();
    a = Side.of("A");
    b = Side.of("B");
  }

  @AfterAll
  static void stop() {
    for (Side side : List.of(a, b)) {
      side.web3j().shutdown();
      side.nodes().close();
    }
    devnet.close();
  }

  private static KeyFile keys() {
    return KeyFile.read(devnet.folder().resolve("keys.json"));
  }

  private static Epoch epoch(Instant now, String... nets) {
    List<Epoch.Row> rows = new ArrayList<>();
    for (int i = 0; i < nets.length; i++) {
      BigDecimal net = new BigDecimal(nets[i]);
      Word word = Word.of(net, net.abs(), net.abs(), now, 10_000, Word.VALID);
      rows.add(
          new Epoch.Row(
              ACCOUNTS.get(i), word, List.of(), new PublishedMargin(net.abs(), List.of(), "")));
    }
    Block block = new Block(1, Bytes32.keccak("block"), now);
    return new Epoch(
        new EpochInputs(List.of(new ChainInput(31337, block, block))), "model", List.of(), rows);
  }

  private static EpochReport report(String stream, long epoch, Epoch figures, Bytes32 root) {
    return new EpochReport(
        Bytes32.keccak(stream),
        epoch,
        1,
        figures.inputs().observedAt(),
        figures.inputs().observedAt().plusSeconds(600),
        figures.rows().size(),
        root,
        figures.inputs().hash(),
        Bytes32.keccak("model"));
  }

  private static Quorum sign(Side side, EpochReport report, int signatures) {
    return TestQuorum.sign(keys().signers(), signatures, side.contract().domain(), report);
  }

  /** What a node says of a contract's error. */
  private static String refusal(String error) {
    return "custom error " + Bytes32.keccak(error).hex().substring(0, 10);
  }

  @Test
  void negativeZeroAndPositiveExposuresAreStoredAndProved() throws Exception {
    Epoch figures = epoch(a.now(), "-1234.567891", "0", "9876543.21");
    EpochReport rows = report("rows", 1, figures, Bytes32.keccak(figures.packedRows()));
    EpochReport root = report("root", 1, figures, figures.tree().root());
    String to = a.contract().domain().contract();
    a.sender().send(to, OracleAbi.storeSigned(rows, figures.packedRows(), sign(a, rows, 2)));
    a.sender().send(to, OracleAbi.commit(root, sign(a, root, 3)));

    for (int i = 0; i < ACCOUNTS.size(); i++) {
      Epoch.Row row = figures.rows().get(i);
      OracleContract.Answer answer =
          a.contract().latest(Bytes32.keccak("rows"), row.accountId(), MAX_AGE);
      assertThat(answer)
          .isEqualTo(
              new OracleContract.Answer(OracleContract.Status.FRESH, row.word().encoded(), 1));
      assertThat(
              a.contract()
                  .prove(
                      Bytes32.keccak("root"),
                      row.accountId(),
                      row.word().encoded(),
                      figures.tree().proof(i),
                      MAX_AGE))
          .isEqualTo(OracleContract.Status.FRESH);
    }
    assertThat(a.contract().headEpoch(Bytes32.keccak("root"))).isEqualTo(1);
  }

  @Test
  void anUnknownAccountIsUnknownAndNotZero() {
    assertThat(a.contract().latest(Bytes32.keccak("never"), Bytes32.ofAddress(ACCOUNTS.get(0)), 1))
        .isEqualTo(
            new OracleContract.Answer(
                OracleContract.Status.UNKNOWN, Bytes32.of(BigInteger.ZERO), 0));
  }

  @Test
  void aSignatureForOneChainIsRefusedOnAnother() throws Exception {
    Epoch figures = epoch(b.now(), "1");
    EpochReport report = report("replay", 1, figures, figures.tree().root());
    String data = OracleAbi.commit(report, sign(a, report, 2));
    assertThatThrownBy(() -> b.sender().send(b.contract().domain().contract(), data))
        .isInstanceOf(OracleUnavailableException.class)
        .hasMessageContaining(refusal("BadQuorum()"));
    assertThat(b.contract().headEpoch(Bytes32.keccak("replay"))).isZero();
  }

  @Test
  void tooFewSignaturesAreRefused() throws Exception {
    Epoch figures = epoch(a.now(), "1");
    EpochReport report = report("few", 1, figures, figures.tree().root());
    String data = OracleAbi.commit(report, sign(a, report, 1));
    assertThatThrownBy(() -> a.sender().send(a.contract().domain().contract(), data))
        .isInstanceOf(OracleUnavailableException.class)
        .hasMessageContaining(refusal("BadQuorum()"));
  }

  @Test
  void aWrongProofIsAnError() throws Exception {
    Epoch figures = epoch(b.now(), "1", "2");
    EpochReport report = report("proofs", 1, figures, figures.tree().root());
    b.sender().send(b.contract().domain().contract(), OracleAbi.commit(report, sign(b, report, 2)));
    Epoch.Row row = figures.rows().get(0);
    assertThatThrownBy(
            () ->
                b.contract()
                    .prove(
                        Bytes32.keccak("proofs"),
                        row.accountId(),
                        figures.rows().get(1).word().encoded(),
                        figures.tree().proof(0),
                        MAX_AGE))
        .isInstanceOf(OracleUnavailableException.class)
        .hasMessageContaining(refusal("BadProof()"));
  }
}
