package io.setoff.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Does once what the commands do, for a virtual machine that keeps what it has loaded. */
@Command(
    name = "rehearse",
    hidden = true,
    description = "Asks everything once; the launcher keeps what was loaded.")
final class RehearseCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "ACCOUNT", description = "to ask about")
  private String account = "";

  @Parameters(index = "1", paramLabel = "URL", description = "of a gateway's gRPC")
  private String url = "";

  @Override
  public Integer call() {
    Path examples = Path.of(System.getProperty("setoff.home", "."), "docs/examples");
    String book = examples.resolve("book.json").toString();
    List<List<String>> lines =
        List.of(
            List.of("portfolio", account, "--url", url),
            List.of("margin", account, "--url", url),
            List.of("hedge", account, "--url", url),
            List.of("index", "status", "--url", url),
            List.of("risk", "margin", "--in", book),
            List.of("risk", "var", "--in", book),
            List.of("risk", "stress", "--in", book),
            List.of("risk", "hedge", "--in", book),
            List.of("clear", "net", "--in", examples.resolve("clear-net.json").toString()));
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    for (List<String> line : lines) {
      CommandLine cli = SetoffCli.commandLine();
      cli.setOut(nowhere).setErr(nowhere);
      cli.execute(line.toArray(String[]::new));
    }
    return 0;
  }
}
