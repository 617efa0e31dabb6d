package io.setoff.cli.risk;

import io.setoff.cli.book.Parameters;
import io.setoff.cli.json.RecordWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code setoff risk parameters}. */
@Command(
    name = "parameters",
    header = "All values of a parameter set.",
    description = {
      "",
      "Prints all values of a parameter set as JSON, to read, or to change some of them in a",
      "document under parameters and the id of the set."
    },
    footer = {
      "",
      "Examples:",
      "  setoff risk parameters",
      "  setoff risk parameters --model derive-pmrm2 | jq .scenarios[0]"
    },
    mixinStandardHelpOptions = true)
final class ParametersCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--model",
      paramLabel = "SET",
      defaultValue = "",
      description = "Id of the set; without it the ids of all sets are printed.")
  private String model = "";

  @Override
  public Integer call() {
    Map<String, Record> sets = Parameters.published();
    Record set = sets.get(model);
    if (set != null) {
      spec.commandLine().getOut().println(RecordWriter.write(set).toPrettyString());
    } else if (model.isEmpty()) {
      sets.keySet().forEach(spec.commandLine().getOut()::println);
    } else {
      throw new ParameterException(
          spec.commandLine(),
          "--model must be one of " + String.join(", ", sets.keySet()) + ", is " + model);
    }
    return 0;
  }
}
