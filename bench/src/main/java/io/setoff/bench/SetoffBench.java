package io.setoff.bench;

import io.setoff.bench.grpc.GrpcBench;
import io.setoff.bench.indexing.IndexingBench;
import io.setoff.bench.measure.Report;
import io.setoff.bench.oracle.OracleBench;
import io.setoff.bench.risk.RiskBench;
import io.setoff.bench.scale.ScaleBench;
import io.setoff.bench.start.StartBench;
import io.setoff.bench.state.StateBench;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code setoff bench}: each bench is a subcommand. */
@Command(
    name = "setoff bench",
    description = "Measures against the bars that the project set itself, beside its peers.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "NAME",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:every bar is met", "1:a bar is missed", "2:wrong usage"})
public final class SetoffBench {
  /** Accounts that the bench of scale asks for one by one. */
  private static final int QUERIES = 5_000;

  private SetoffBench() {}

  /**
   * Runs a bench; exits with its code.
   *
   * @param args the command line
   */
  public static void main(String... args) {
    System.exit(new CommandLine(new SetoffBench()).execute(args));
  }

  @Command(
      name = "risk",
      description = "Pricing, margin and simulation: speed, memory, accuracy. Takes minutes.",
      mixinStandardHelpOptions = true)
  int risk(@Option(names = "--json", description = "one JSON object on stdout") boolean json)
      throws IOException, InterruptedException {
    Report report = RiskBench.full().run(step -> System.err.println("measuring " + step + " …"));
    System.out.println(json ? report.json() : report.table());
    return report.met() ? 0 : 1;
  }

  @Command(
      name = "indexing",
      description = {
        "Backfill, head latency and reorganisations, on chains made for it. Takes minutes; those"
            + " of",
        "other indexers take longest."
      },
      mixinStandardHelpOptions = true)
  int indexing(
      @Option(names = "--json", description = "one JSON object on stdout") boolean json,
      @Option(
              names = "--blocks",
              defaultValue = "5000",
              description = "blocks to backfill, 40 events each; ${DEFAULT-VALUE}")
          int blocks,
      @Option(names = "--alone", description = "without other indexers, and without their bars")
          boolean alone)
      throws IOException, InterruptedException {
    Path home = Path.of(System.getProperty("setoff.home"));
    Report report =
        new IndexingBench(home, blocks, !alone)
            .run(step -> System.err.println("measuring " + step + " …"));
    System.out.println(json ? report.json() : report.table());
    return report.met() ? 0 : 1;
  }

  @Command(
      name = "oracle",
      description = "The risk oracle: gas of the contract beside its peers', time of an epoch.",
      mixinStandardHelpOptions = true)
  int oracle(@Option(names = "--json", description = "one JSON object on stdout") boolean json)
      throws IOException, InterruptedException {
    Report report =
        OracleBench.full(Path.of(System.getProperty("setoff.home")))
            .run(step -> System.err.println("measuring " + step + " …"));
    System.out.println(json ? report.json() : report.table());
    return report.met() ? 0 : 1;
  }

  @Command(
      name = "grpc",
      description = {
        "Net exposure over gRPC: CPU of a call, failures and latency, beside a plain server that"
            + " gives",
        "the same answer without thinking. Takes minutes."
      },
      mixinStandardHelpOptions = true)
  int grpc(@Option(names = "--json", description = "one JSON object on stdout") boolean json)
      throws IOException, InterruptedException {
    Report report =
        new GrpcBench(Path.of(System.getProperty("setoff.home")))
            .run(step -> System.err.println("measuring " + step + " …"));
    System.out.println(json ? report.json() : report.table());
    return report.met() ? 0 : 1;
  }

  @Command(
      name = "scale",
      description = {
        "A book of many accounts in one gateway: memory, load, queries, netting, and all accounts'"
            + " margin",
        "after a price, beside the scenarios alone; and the same of a tenth of the accounts. Takes"
            + " minutes."
      },
      mixinStandardHelpOptions = true)
  int scale(
      @Option(names = "--json", description = "one JSON object on stdout") boolean json,
      @Option(
              names = "--accounts",
              defaultValue = "100000",
              description = "in the book, at least 10; ${DEFAULT-VALUE}")
          int accounts,
      @Option(
              names = "--positions",
              defaultValue = "20",
              description = "of each account, 1 to 20; ${DEFAULT-VALUE}")
          int positions)
      throws IOException, InterruptedException {
    ScaleBench bench;
    try {
      bench = new ScaleBench(accounts, positions, QUERIES);
    } catch (IllegalArgumentException e) {
      System.err.println("setoff: " + e.getMessage());
      return CommandLine.ExitCode.USAGE;
    }
    Report report = bench.run(step -> System.err.println("measuring " + step + " …"));
    System.out.println(json ? report.json() : report.table());
    return report.met() ? 0 : 1;
  }

  @Command(
      name = "state",
      description =
          "The stores: steps beside bare writes of the same rows, a failover. Takes minutes.",
      mixinStandardHelpOptions = true)
  int state(@Option(names = "--json", description = "one JSON object on stdout") boolean json)
      throws IOException, InterruptedException {
    Report report = StateBench.full().run(step -> System.err.println("measuring " + step + " …"));
    System.out.println(json ? report.json() : report.table());
    return report.met() ? 0 : 1;
  }

  @Command(
      name = "start",
      description = {
        "The first minute: the demo stage by stage, the page, first answers, CPU and memory of"
            + " each",
        "process, and what it takes when nobody asks."
      },
      mixinStandardHelpOptions = true)
  int start(@Option(names = "--json", description = "one JSON object on stdout") boolean json)
      throws IOException, InterruptedException {
    Report report =
        new StartBench(Path.of(System.getProperty("setoff.home")))
            .run(step -> System.err.println("measuring " + step + " …"));
    System.out.println(json ? report.json() : report.table());
    return report.met() ? 0 : 1;
  }
}
