package io.setoff.oracle.publish;

import com.fasterxml.jackson.databind.JsonNode;
import io.setoff.adapters.rpc.Hex;
import io.setoff.adapters.rpc.NodeQuorum;
import io.setoff.adapters.rpc.RpcPool;
import io.setoff.adapters.rpc.RpcReply;
import io.setoff.oracle.OracleAbi;
import io.setoff.oracle.publish.ChainPort.DryRun;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Runs a write where too few nodes know {@code eth_simulateV1}: {@code eth_call} at the block tells
 * whether it reverts and how many rows it changes, {@code eth_estimateGas} what it takes. The state
 * that it leaves is not seen before it is mined.
 */
final class CallDryRuns {
  /** Codes of JSON-RPC for what is wrong with a request or the node's limits. */
  private static final Set<Integer> OF_THE_NODE =
      Set.of(-32_700, -32_600, -32_601, -32_602, -32_005);

  private final NodeQuorum nodes;
  private final String contract;
  private final String payer;

  CallDryRuns(NodeQuorum nodes, String contract, String payer) {
    this.nodes = nodes;
    this.contract = contract;
    this.payer = payer;
  }

  /** Runs a write at a block; gas as most of the nodes' estimates. */
  DryRun of(Write write, long block) {
    Map<String, String> call = call(write.data());
    List<DryRun> runs = new ArrayList<>();
    for (RpcPool.Answer<RpcReply> answer : nodes.ask("eth_call", call, Hex.of(block))) {
      answer.value().flatMap(this::run).ifPresent(runs::add);
    }
    DryRun agreed = nodes.agreed("the dry run of " + write.key(), runs);
    if (agreed instanceof DryRun.NoEffect && epochAt(write, block) != write.key().epoch()) {
      return new DryRun.Reverts("changes nothing, and the contract has another epoch");
    }
    if (!(agreed instanceof DryRun.Effective)) {
      return agreed;
    }
    BigInteger gas =
        nodes.results("eth_estimateGas", Hex::quantity, call, Hex.of(block)).stream()
            .max(Comparator.naturalOrder())
            .orElseThrow();
    return new DryRun.Effective(gas);
  }

  /** Empty when the node fails, not the contract. */
  private Optional<DryRun> run(RpcReply reply) {
    return switch (reply) {
      case RpcReply.Failure(int code, String _) when OF_THE_NODE.contains(code) -> Optional.empty();
      case RpcReply.Failure(int _, String message) -> Optional.of(new DryRun.Reverts(message));
      case RpcReply.Result(JsonNode value) ->
          Optional.of(
              first(value).signum() == 0
                  ? new DryRun.NoEffect()
                  : new DryRun.Effective(BigInteger.ZERO));
    };
  }

  private long epochAt(Write write, long block) {
    String head = OracleAbi.head(write.key().stream());
    return nodes.agreed("eth_call", CallDryRuns::first, call(head), Hex.of(block)).longValueExact();
  }

  private static BigInteger first(JsonNode words) {
    return OracleAbi.words(words.asText("0x")).stream()
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the contract is no risk oracle"));
  }

  private Map<String, String> call(String data) {
    return Map.of("from", payer, "to", contract, "input", data);
  }
}
