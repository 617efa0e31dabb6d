package io.setoff.cli.ask;

import io.setoff.model.View;
import io.setoff.v1.Finality;
import io.setoff.v1.Policy;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options of every command that asks a gateway about positions. */
class GatewayOptions {
  /** The policies, as a person writes them. */
  enum PolicyName {
    STRICT(Policy.POLICY_STRICT),
    ECONOMIC(Policy.POLICY_ECONOMIC),
    PEGGED(Policy.POLICY_PEGGED);

    final Policy wire;

    PolicyName(Policy wire) {
      this.wire = wire;
    }
  }

  /** The views, as a person writes them. */
  static final class ViewNames implements Iterable<String>, ITypeConverter<View> {
    private static final List<String> NAMES = View.ALL.stream().map(View::name).toList();

    @Override
    public Iterator<String> iterator() {
      return NAMES.iterator();
    }

    @Override
    public View convert(String value) {
      return View.named(value)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "expected one of " + NAMES + " but was '" + value + "'"));
    }
  }

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "${env:SETOFF_URL:-http://127.0.0.1:9090}",
      description = "The gateway's gRPC. Default: $SETOFF_URL, or ${DEFAULT-VALUE}.")
  String url = "";

  @Option(
      names = "--finality",
      paramLabel = "LEVEL",
      defaultValue = "LATEST",
      converter = ViewNames.class,
      completionCandidates = ViewNames.class,
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  View view = io.setoff.model.Finality.LATEST;

  @Option(names = "--json", description = "Print JSON: the messages of the API as they are.")
  boolean json;

  /** The view as requests name it. */
  Finality finality() {
    return Finality.valueOf("FINALITY_" + view.name());
  }
}
