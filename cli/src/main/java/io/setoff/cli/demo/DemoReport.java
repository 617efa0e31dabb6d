package io.setoff.cli.demo;

import io.setoff.cli.show.Display;
import io.setoff.cli.show.DisplayNames;
import io.setoff.cli.show.MarginTables;
import io.setoff.cli.show.Tables;
import io.setoff.v1.ExposureView;
import io.setoff.v1.GetExposureResponse;
import io.setoff.v1.MarginView;
import io.setoff.v1.NamedAccount;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;

/** The demo's result for people: the hedged account. */
final class DemoReport {
  private static final String HEDGED = "hedged";

  private DemoReport() {}

  static NamedAccount hedged(Map<NamedAccount, GetExposureResponse> accounts) {
    return accounts.keySet().stream()
        .filter(account -> account.getLabel().equals(HEDGED))
        .findFirst()
        .orElseThrow(() -> new DemoException("the gateway knows no account named " + HEDGED));
  }

  static void print(
      PrintWriter out,
      Map<NamedAccount, GetExposureResponse> accounts,
      Map<NamedAccount, MarginView> margins,
      List<Comparison.Line> lines,
      DisplayNames names) {
    NamedAccount hedged = hedged(accounts);
    GetExposureResponse exposure =
        accounts.getOrDefault(hedged, GetExposureResponse.getDefaultInstance());
    ExposureView view = exposure.getView();
    out.println();
    out.println("the hedged account, " + hedged.getAccount());
    out.println(Tables.headline(exposure));
    out.println(Tables.exposures(view, names));
    Tables.gaps(view.getGapsList()).forEach(out::println);
    out.println();
    MarginTables.print(out, margins.getOrDefault(hedged, MarginView.getDefaultInstance()), names);
    out.println();
    out.println("published, and what the contracts answer now");
    lines.stream()
        .filter(line -> line.account().getAccount().equals(hedged.getAccount()))
        .forEach(line -> print(out, line));
  }

  private static void print(PrintWriter out, Comparison.Line line) {
    out.printf(
        "  %s  %s  epoch %d, signed by %s%n    root %s%n    rows %s%n    gateway net %s margin %s"
            + " USD, latest() net %s margin %s USD (%s), prove() %s%n",
        line.publication().getChain(),
        line.publication().getStream(),
        line.publication().getEpoch(),
        String.join(" and ", line.publication().getSignersList()),
        line.publication().getCommitTx(),
        line.publication().getStoreTx(),
        Display.usd(line.gatewayNetUsd()),
        Display.usd(line.gatewayMarginUsd()),
        Display.usd(line.onChain().netUsd()),
        Display.usd(line.onChain().marginUsd()),
        line.onChain().status(),
        line.onChain().proofStatus());
  }
}
