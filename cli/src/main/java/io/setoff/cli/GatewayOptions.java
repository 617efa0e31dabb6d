package io.setoff.cli;

import io.setoff.v1.Finality;
import io.setoff.v1.Policy;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Options of every command that asks a gateway about an account. */
final class GatewayOptions {
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

  /** The finalities, as a person writes them. */
  enum FinalityName {
    LATEST(Finality.FINALITY_LATEST),
    SAFE(Finality.FINALITY_SAFE),
    FINALIZED(Finality.FINALITY_FINALIZED),
    PRUDENT(Finality.FINALITY_PRUDENT);

    final Finality wire;

    FinalityName(Finality wire) {
      this.wire = wire;
    }
  }

  @Parameters(
      paramLabel = "ACCOUNT",
      description = "An EVM address (on every chain), or CAIP-10 (eip155:1:0x…).")
  String account = "";

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "${env:SETOFF_URL:-http://127.0.0.1:8080}",
      description = "The gateway. Default: $SETOFF_URL, or ${DEFAULT-VALUE}.")
  String url = "";

  @Option(
      names = "--finality",
      paramLabel = "LEVEL",
      defaultValue = "LATEST",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  FinalityName finality = FinalityName.LATEST;

  @Option(names = "--json", description = "Print JSON: the messages of the API as they are.")
  boolean json;
}
