package io.setoff.oracle.publish;

import com.fasterxml.jackson.databind.JsonNode;
import io.setoff.adapters.rpc.Hex;
import io.setoff.adapters.rpc.NodeQuorum;
import io.setoff.oracle.Bytes32;
import io.setoff.oracle.OracleAbi;
import io.setoff.oracle.Word;
import io.setoff.oracle.publish.ChainPort.DryRun;
import io.setoff.oracle.publish.WriteKey.Part;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs a write on a quorum of nodes at one block and looks at the state that it leaves ({@code
 * eth_simulateV1}): the stream's head must be its epoch, and each row what was signed or younger.
 * Not what the call returns, but what a reader would see, decides.
 */
final class DryRuns {
  private static final String SIMULATE = "eth_simulateV1";
  private static final System.Logger LOG = System.getLogger(DryRuns.class.getName());

  /** Of the simulated block, so that the reads after the write have room whatever the chain's. */
  private static final String SIMULATED_GAS = Hex.of(1L << 25);

  private static final int ROW_BYTES = 52;
  private static final int ADDRESS_BYTES = 20;
  private static final int CHECKED_ROWS = 64;
  private static final long ANY_AGE = 1L << 32;

  private final NodeQuorum nodes;
  private final String contract;
  private final String payer;
  private final CallDryRuns withoutSimulation;

  /** Empty until a node has said whether it knows the method. */
  private volatile Optional<Boolean> lacksSimulation = Optional.empty();

  DryRuns(NodeQuorum nodes, String contract, String payer) {
    this.nodes = nodes;
    this.contract = contract;
    this.payer = payer;
    this.withoutSimulation = new CallDryRuns(nodes, contract, payer);
  }

  /**
   * Runs a write.
   *
   * @param block that it runs on
   * @param time of the block
   * @param gasCap most that a transaction may ask for
   */
  DryRun of(Write write, long block, Instant time, BigInteger gasCap) {
    if (!StoreSize.fitsBytes(write.data())) {
      return new DryRun.Reverts("is larger than " + StoreSize.BYTE_CAP + " bytes");
    }
    if (lacksSimulation()) {
      DryRun run = withoutSimulation.of(write, block);
      return run instanceof DryRun.Effective effective ? withinCap(effective, gasCap) : run;
    }
    List<Row> rows = rows(write);
    List<DryRun> runs =
        nodes.results(
            SIMULATE,
            value -> read(write, rows, value.path(0).path("calls")),
            simulation(write, rows, time),
            Hex.of(block));
    DryRun agreed = nodes.agreed("the dry run of " + write.key(), withoutGas(runs));
    return agreed instanceof DryRun.Effective ? withinCap(mostGas(runs), gasCap) : agreed;
  }

  private boolean lacksSimulation() {
    if (lacksSimulation.isEmpty()) {
      boolean lacks = nodes.lacks(SIMULATE);
      lacksSimulation = Optional.of(lacks);
      if (lacks) {
        LOG.log(
            System.Logger.Level.WARNING,
            "too few nodes of {0} know {1}: writes are run by eth_call and eth_estimateGas, and"
                + " what they leave is seen once they are mined",
            contract,
            SIMULATE);
      }
    }
    return lacksSimulation.get();
  }

  private record Row(Bytes32 account, Word word) {}

  private static List<Row> rows(Write write) {
    List<Row> rows = new ArrayList<>();
    if (write.key().part() == Part.STORE) {
      byte[] packed = OracleAbi.rowsOf(write.data());
      for (int at = 0; at < packed.length && rows.size() < CHECKED_ROWS; at += ROW_BYTES) {
        rows.add(
            new Row(
                Bytes32.of(new BigInteger(1, Arrays.copyOfRange(packed, at, at + ADDRESS_BYTES))),
                Word.decode(
                    Bytes32.of(Arrays.copyOfRange(packed, at + ADDRESS_BYTES, at + ROW_BYTES)))));
      }
    }
    return rows;
  }

  private Map<String, Object> simulation(Write write, List<Row> rows, Instant time) {
    Bytes32 stream = write.key().stream();
    List<Map<String, String>> calls = new ArrayList<>();
    calls.add(call(OracleAbi.head(stream)));
    calls.add(call(write.data()));
    calls.add(call(OracleAbi.head(stream)));
    rows.forEach(row -> calls.add(call(OracleAbi.latest(stream, row.account(), ANY_AGE))));
    Map<String, String> next =
        Map.of("time", Hex.of(time.getEpochSecond() + 1), "gasLimit", SIMULATED_GAS);
    return Map.of("blockStateCalls", List.of(Map.of("blockOverrides", next, "calls", calls)));
  }

  private Map<String, String> call(String data) {
    return Map.of("from", payer, "to", contract, "input", data);
  }

  private static DryRun read(Write write, List<Row> rows, JsonNode calls) {
    JsonNode call = calls.path(1);
    if (Hex.longQuantity(call.path("status")) != 1) {
      return new DryRun.Reverts(reason(call));
    }
    long epoch = write.key().epoch();
    boolean changes = !first(call).equals(BigInteger.ZERO);
    if (!changes && first(calls.path(0)).longValueExact() == epoch) {
      return new DryRun.NoEffect();
    }
    if (first(calls.path(2)).longValueExact() != epoch) {
      return new DryRun.Reverts("leaves another epoch than " + epoch);
    }
    for (int i = 0; i < rows.size(); i++) {
      Word left = Word.decode(Bytes32.of(OracleAbi.words(returned(calls.path(3 + i))).get(1)));
      Row row = rows.get(i);
      if (!left.equals(row.word()) && left.observedAt().isBefore(row.word().observedAt())) {
        return new DryRun.Reverts("leaves an older word of " + row.account());
      }
    }
    return new DryRun.Effective(Hex.quantity(call.path("gasUsed")));
  }

  private static String reason(JsonNode call) {
    String data = call.path("error").path("data").asText("");
    return OracleAbi.errorOf(data.isEmpty() ? returned(call) : data);
  }

  private static BigInteger first(JsonNode call) {
    return OracleAbi.words(returned(call)).stream()
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the contract is no risk oracle"));
  }

  private static String returned(JsonNode call) {
    return call.path("returnData").asText("0x");
  }

  /** Nodes may differ by what they count of gas, but not in what happens. */
  private static List<DryRun> withoutGas(List<DryRun> runs) {
    return runs.stream()
        .map(run -> run instanceof DryRun.Effective ? new DryRun.Effective(BigInteger.ZERO) : run)
        .toList();
  }

  private static DryRun.Effective mostGas(List<DryRun> runs) {
    return runs.stream()
        .flatMap(run -> Optional.of(run).filter(DryRun.Effective.class::isInstance).stream())
        .map(DryRun.Effective.class::cast)
        .max(java.util.Comparator.comparing(DryRun.Effective::gas))
        .orElseThrow();
  }

  private static DryRun withinCap(DryRun.Effective run, BigInteger gasCap) {
    return Lane.limit(run).compareTo(gasCap) > 0
        ? new DryRun.Reverts("needs " + run.gas() + " gas, of " + gasCap + " at most")
        : run;
  }
}
