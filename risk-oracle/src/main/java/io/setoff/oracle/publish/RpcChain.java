package io.setoff.oracle.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.setoff.adapters.rpc.Hex;
import io.setoff.adapters.rpc.NodeQuorum;
import io.setoff.adapters.rpc.RpcPool;
import io.setoff.adapters.rpc.RpcReply;
import io.setoff.adapters.rpc.RpcUnavailableException;
import io.setoff.oracle.Bytes32;
import io.setoff.oracle.OracleAbi;
import io.setoff.oracle.OracleDomain;
import io.setoff.oracle.OracleUnavailableException;
import io.setoff.oracle.publish.Slot.Inclusion;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** A chain behind several JSON-RPC nodes. */
public final class RpcChain implements ChainPort {
  /** Blocks whose tips are looked at, and the percentile that is taken of each. */
  private static final long FEE_BLOCKS = 10;

  private static final int FEE_PERCENTILE = 50;

  /** EIP-7825. */
  private static final BigInteger TRANSACTION_GAS = BigInteger.ONE.shiftLeft(24);

  private final NodeQuorum nodes;
  private final OracleDomain domain;
  private final String payer;
  private final DryRuns dryRuns;

  /**
   * A chain.
   *
   * @param domain the contract
   * @param payer canonical address of the gas payer
   */
  public RpcChain(NodeQuorum nodes, OracleDomain domain, String payer) {
    this.nodes = nodes;
    this.domain = domain;
    this.payer = payer;
    this.dryRuns = new DryRuns(nodes, domain.contract(), payer);
  }

  public OracleDomain domain() {
    return domain;
  }

  private record Block(
      long number, String hash, Instant time, BigInteger baseFee, BigInteger gasLimit) {
    static Block of(JsonNode node) {
      return new Block(
          Hex.longQuantity(node.path("number")),
          node.path("hash").asText(""),
          Instant.ofEpochSecond(Hex.longQuantity(node.path("timestamp"))),
          orZero(node.path("baseFeePerGas")),
          Hex.quantity(node.path("gasLimit")));
    }
  }

  @Override
  public Head head() {
    Block block = newest();
    long finalized =
        nodes.reached(
            "eth_getBlockByNumber",
            node -> node.isNull() ? -1L : Hex.longQuantity(node.path("number")),
            "finalized",
            false);
    return new Head(block.number(), block.hash(), block.time(), finalized, nextBaseFee(block));
  }

  private Block block(String tag) {
    List<Block> blocks =
        nodes.results("eth_getBlockByNumber", ifThere(Block::of), tag, false).stream()
            .flatMap(Optional::stream)
            .toList();
    return nodes.agreed("block " + tag, blocks);
  }

  /** An eighth more at most than that of the newest block (EIP-1559). */
  private static BigInteger nextBaseFee(Block block) {
    return block.baseFee().add(block.baseFee().shiftRight(3));
  }

  @Override
  public long confirmedNonce() {
    return nodes.reached("eth_getTransactionCount", Hex::longQuantity, payer, "latest");
  }

  @Override
  public Optional<Inclusion> inclusion(String txHash) {
    List<JsonNode> receipts =
        nodes.results("eth_getTransactionReceipt", ifThere(RpcChain::essence), txHash).stream()
            .flatMap(Optional::stream)
            .toList();
    // Where nodes lag, some know it and some not yet: then it is in no block that a quorum has.
    boolean isEarly = receipts.size() < nodes.quorum() && receipts.stream().distinct().count() <= 1;
    Optional<JsonNode> receipt =
        isEarly
            ? Optional.empty()
            : Optional.of(nodes.agreed("the receipt of " + txHash, receipts));
    return receipt.map(
        node -> {
          long height = Hex.longQuantity(node.path("blockNumber"));
          return new Inclusion(
              txHash,
              height,
              node.path("blockHash").asText(""),
              block(Hex.of(height)).time(),
              Hex.longQuantity(node.path("status")) == 1,
              cost(node));
        });
  }

  /** Reads what a node may not have. */
  private static <T> Function<JsonNode, Optional<T>> ifThere(Function<JsonNode, T> read) {
    return node -> node.isNull() ? Optional.empty() : Optional.of(read.apply(node));
  }

  /** What nodes of different kinds say alike of a transaction in the same block. */
  private static JsonNode essence(JsonNode receipt) {
    return receipt
        .<ObjectNode>deepCopy()
        .retain("blockNumber", "blockHash", "status", "gasUsed", "effectiveGasPrice", "l1Fee");
  }

  /** What not every chain has. */
  private static BigInteger orZero(JsonNode quantity) {
    return quantity.isNull() || quantity.isMissingNode() ? BigInteger.ZERO : Hex.quantity(quantity);
  }

  /** Of execution and, on a rollup that says so, of the data on its base chain. */
  private static BigInteger cost(JsonNode receipt) {
    return Hex.quantity(receipt.path("gasUsed"))
        .multiply(Hex.quantity(receipt.path("effectiveGasPrice")))
        .add(orZero(receipt.path("l1Fee")));
  }

  @Override
  public boolean isCanonical(long number, String hash) {
    return nodes.agreed(
        "eth_getBlockByNumber",
        node -> hash.equals(node.path("hash").asText("")),
        Hex.of(number),
        false);
  }

  @Override
  public boolean knows(String txHash) {
    return nodes.ask("eth_getTransactionByHash", txHash).stream()
        .flatMap(answer -> answer.value().stream())
        .anyMatch(reply -> reply instanceof RpcReply.Result(JsonNode value) && !value.isNull());
  }

  @Override
  public Broadcast broadcast(String raw) {
    List<RpcPool.Answer<RpcReply>> answers = nodes.ask("eth_sendRawTransaction", raw);
    List<Broadcast> read =
        answers.stream().flatMap(a -> a.value().stream()).map(Broadcasts::read).toList();
    if (read.isEmpty()) {
      throw new RpcUnavailableException("no node takes a transaction: " + nodes.describe(answers));
    }
    return Stream.of(
            Broadcast.Accepted.class, Broadcast.NonceUsed.class, Broadcast.Underpriced.class)
        .flatMap(kind -> read.stream().filter(kind::isInstance))
        .findFirst()
        .orElse(read.getFirst());
  }

  @Override
  public DryRun dryRun(Write write) {
    Block block = newest();
    return dryRuns.of(write, block.number(), block.time(), gasCap(block));
  }

  private Block newest() {
    return block(Hex.of(nodes.reached("eth_blockNumber", Hex::longQuantity)));
  }

  /** Most gas that a transaction may ask for now. */
  public BigInteger gasCap() {
    return gasCap(newest());
  }

  private static BigInteger gasCap(Block block) {
    return block.gasLimit().min(TRANSACTION_GAS);
  }

  @Override
  public long headEpoch(Bytes32 stream) {
    return read(OracleAbi.head(stream)).longValueExact();
  }

  /** Version of the signer set that reports must name now; 0 when none is in force. */
  public long setVersion() {
    return read(OracleAbi.setVersion()).longValueExact();
  }

  /** Hash of the set of that version. */
  public Bytes32 signerSetHash() {
    return Bytes32.of(read(OracleAbi.signerSetHash()));
  }

  private BigInteger read(String data) {
    List<BigInteger> words =
        nodes.agreed(
            "eth_call",
            node -> OracleAbi.words(node.asText("0x")),
            Map.of("to", domain.contract(), "data", data),
            "latest");
    if (words.isEmpty()) {
      throw new OracleUnavailableException(
          domain.contract() + " on chain " + domain.chainId() + " is no risk oracle");
    }
    return words.getFirst();
  }

  @Override
  public BigInteger suggestedTip() {
    return BigInteger.valueOf(
        nodes.reached(
            "eth_feeHistory",
            RpcChain::medianTip,
            Hex.of(FEE_BLOCKS),
            "latest",
            List.of(FEE_PERCENTILE)));
  }

  private static long medianTip(JsonNode history) {
    List<BigInteger> tips =
        history.path("reward").valueStream().map(block -> orZero(block.path(0))).sorted().toList();
    return tips.isEmpty() ? 0 : tips.get(tips.size() / 2).longValueExact();
  }

  /** What the payer has left, wei. */
  public BigInteger balance() {
    return nodes.agreed("eth_getBalance", Hex::quantity, payer, "latest");
  }
}
