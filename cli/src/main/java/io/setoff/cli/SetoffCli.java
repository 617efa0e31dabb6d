package io.setoff.cli;

import io.setoff.cli.ask.HedgeCommand;
import io.setoff.cli.ask.IndexCommand;
import io.setoff.cli.ask.MarginCommand;
import io.setoff.cli.ask.PortfolioCommand;
import io.setoff.cli.ask.TotalsCommand;
import io.setoff.cli.ask.WatchCommand;
import io.setoff.cli.clear.ClearCommand;
import io.setoff.cli.demo.DemoCommand;
import io.setoff.cli.plan.PlanCommand;
import io.setoff.cli.risk.RiskCommand;
import io.setoff.cli.store.StoreCommand;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code setoff}: the commands that need Java. The launcher adds {@code test} and {@code run}. */
@Command(
    name = "setoff",
    description = "One portfolio, one signed net exposure, across every chain.",
    subcommands = {
      DemoCommand.class,
      IndexCommand.class,
      PortfolioCommand.class,
      MarginCommand.class,
      HedgeCommand.class,
      TotalsCommand.class,
      WatchCommand.class,
      ClearCommand.class,
      RiskCommand.class,
      StoreCommand.class,
      PlanCommand.class,
      RehearseCommand.class
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class SetoffCli {
  private SetoffCli() {}

  /**
   * Runs a command; exits with its code: 0 done, 1 failed, 2 wrong usage or a file that cannot be
   * used.
   *
   * @param args the command line
   */
  public static void main(String... args) {
    CommandLine cli = commandLine();
    cli.setOut(TerminalWriter.over(System.out));
    cli.setErr(TerminalWriter.over(System.err));
    cli.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    System.exit(cli.execute(args));
  }

  /** The commands, without a process around them. */
  static CommandLine commandLine() {
    CommandLine cli = new CommandLine(new SetoffCli());
    cli.setExecutionExceptionHandler(
        (error, command, result) -> {
          String url =
              Optional.ofNullable(command.getCommandSpec().findOption("--url"))
                  .map(option -> option.getValue().toString())
                  .orElse("its address");
          command.getErr().println("setoff: " + Failures.explain(error, url));
          return 1;
        });
    cli.setUsageHelpWidth(100);
    return cli;
  }
}
