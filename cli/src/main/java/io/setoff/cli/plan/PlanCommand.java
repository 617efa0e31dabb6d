package io.setoff.cli.plan;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.setoff.cli.json.RecordWriter;
import io.setoff.cli.show.Tables;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code setoff plan}. */
@Command(
    name = "plan",
    header = "Says what it takes to run Setoff at a size: shards, memory, calls, money a month.",
    description = {
      "",
      "Adds unit costs up; it prints them, each with the command that measures it or the word that",
      "it is assumed. A plan is as good as they are: measure them on your machines. Prices are"
          + " yours",
      "to give."
    },
    footer = {
      "",
      "Examples:",
      "  setoff plan --accounts 1000000,10000000,100000000 --chains 5 --streams 5000",
      "  setoff plan --accounts 250000 --block-seconds 2 --price-calls 1.5 --json"
    },
    mixinStandardHelpOptions = true)
public final class PlanCommand implements Callable<Integer> {
  private static final long GIB = 1L << 30;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--accounts",
      split = ",",
      paramLabel = "N",
      description = "Accounts with positions, one plan each. Default: 1, 10 and 100 million.")
  private List<Long> accounts = List.of(1_000_000L, 10_000_000L, 100_000_000L);

  @Option(
      names = "--chains",
      paramLabel = "N",
      defaultValue = "5",
      description = "Chains. Default: ${DEFAULT-VALUE}.")
  private long chains;

  @Option(
      names = "--streams",
      paramLabel = "N",
      defaultValue = "5000",
      description = "Portfolios that are watched at the same time. Default: ${DEFAULT-VALUE}.")
  private long streams;

  @Option(
      names = "--positions",
      paramLabel = "N",
      defaultValue = "20",
      description = "Positions of an account, each a row. Default: ${DEFAULT-VALUE}.")
  private long positions;

  @Option(
      names = "--changes",
      paramLabel = "N",
      defaultValue = "10",
      description = "Changes of an account a day. Default: ${DEFAULT-VALUE}.")
  private long changes;

  @Option(
      names = "--block-seconds",
      paramLabel = "N",
      defaultValue = "12",
      description = "Seconds between blocks of a chain. Default: ${DEFAULT-VALUE}.")
  private long blockSeconds;

  @Option(
      names = "--providers",
      paramLabel = "N",
      defaultValue = "2",
      description = "Providers of a chain. Default: ${DEFAULT-VALUE}.")
  private long providers;

  @Option(
      names = "--price-memory",
      paramLabel = "USD",
      description = "A GiB of memory a month. Default: 5.")
  private BigDecimal priceMemory = Prices.USUAL.memory();

  @Option(names = "--price-core", paramLabel = "USD", description = "A core a month. Default: 25.")
  private BigDecimal priceCore = Prices.USUAL.core();

  @Option(
      names = "--price-disk",
      paramLabel = "USD",
      description = "A GiB of disk a month. Default: 0.1.")
  private BigDecimal priceDisk = Prices.USUAL.disk();

  @Option(
      names = "--price-calls",
      paramLabel = "USD",
      description = "A million calls of a node. Default: 4.")
  private BigDecimal priceCalls = Prices.USUAL.calls();

  @Option(names = "--json", description = "Answers with one JSON object instead of tables.")
  private boolean json;

  @Override
  public Integer call() {
    List<CapacityPlan> plans = plans();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      ObjectNode root = JsonNodeFactory.instance.objectNode();
      ArrayNode all = root.putArray("plans");
      plans.forEach(plan -> all.add(RecordWriter.write(plan)));
      ArrayNode costs = root.putArray("unit_costs");
      UnitCosts.all().forEach(cost -> costs.add(RecordWriter.write(cost)));
      root.set("prices", RecordWriter.write(prices()));
      out.println(root);
    } else {
      out.println(table(plans));
      out.println();
      out.println(costs());
    }
    return 0;
  }

  private Prices prices() {
    return new Prices(priceMemory, priceCore, priceDisk, priceCalls);
  }

  private List<CapacityPlan> plans() {
    try {
      return accounts.stream()
          .map(
              number ->
                  new Workload(
                      number, chains, streams, positions, changes, blockSeconds, providers))
          .map(workload -> CapacityPlan.of(workload, prices()))
          .toList();
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private static String table(List<CapacityPlan> plans) {
    List<String> headers = new ArrayList<>(List.of("accounts"));
    plans.forEach(plan -> headers.add(number(plan.workload().accounts()) + ">"));
    List<List<String>> rows = new ArrayList<>();
    row(rows, plans, "rows", plan -> number(plan.rows()));
    row(rows, plans, "Redis, GiB without replicas", plan -> gibs(plan.redisBytes()));
    row(rows, plans, "shards, each with a replica", plan -> number(plan.shards()));
    row(rows, plans, "heap of the book, GiB", plan -> gibs(plan.heapBytes()));
    row(rows, plans, "gateways", plan -> number(plan.gateways()));
    row(rows, plans, "disk of an indexer, GiB", plan -> gibs(plan.diskBytes()));
    row(rows, plans, "events a second", plan -> number(plan.events()));
    row(rows, plans, "cores", plan -> number(plan.cores()));
    row(rows, plans, "calls a month", plan -> number(plan.calls()));
    row(rows, plans, "US dollars a month", plan -> number(plan.dollars().longValueExact()));
    return Tables.table(headers, rows);
  }

  private static void row(
      List<List<String>> rows,
      List<CapacityPlan> plans,
      String name,
      Function<CapacityPlan, String> cell) {
    List<String> cells = new ArrayList<>(List.of(name));
    plans.forEach(plan -> cells.add(cell.apply(plan)));
    rows.add(cells);
  }

  private static String costs() {
    List<List<String>> rows = new ArrayList<>();
    for (UnitCost cost : UnitCosts.all()) {
      rows.add(
          List.of(
              cost.name(),
              number(cost.value()),
              cost.unit(),
              (cost.measured() ? "" : "assumed: ") + cost.source()));
    }
    return Tables.table(List.of("unit cost", "value>", "unit", "measured by"), rows);
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String gibs(long bytes) {
    return number(Math.ceilDiv(bytes, GIB));
  }
}
