package io.setoff.bench;

import io.setoff.bench.risk.RiskBench;
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
  int risk(@Option(names = "--json", description = "one JSON object on stdout") boolean json) {
    Report report = RiskBench.full().run(step -> System.err.println("measuring " + step + " …"));
    System.out.println(json ? report.json() : report.table());
    return report.met() ? 0 : 1;
  }
}
