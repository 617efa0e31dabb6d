package io.setoff.cli.ask;

import picocli.CommandLine.Parameters;

/** Options of every command that asks a gateway about an account. */
final class AccountOptions extends GatewayOptions {
  @Parameters(
      paramLabel = "ACCOUNT",
      description = "An EVM address (on every chain), or CAIP-10 (eip155:1:0x…).")
  String account = "";
}
