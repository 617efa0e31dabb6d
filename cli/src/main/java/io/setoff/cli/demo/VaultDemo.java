package io.setoff.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the example vault on chain B does with reports, as its contract answers after each step: it
 * lowers the hedged account's margin by a fresh one, demands the stand-alone margin when it is
 * stale, and liquidates an account while the oracle is halted. The reports of this part are made up
 * and signed by the devnet, with the keys of the same signer set.
 */
final class VaultDemo {
  private final List<JsonNode> steps = new ArrayList<>();

  void step(JsonNode event) {
    steps.add(event);
  }

  private Optional<JsonNode> after(String step) {
    return steps.stream().filter(event -> event.path("id").asText().equals(step)).findFirst();
  }

  private static BigDecimal usd(JsonNode statement, String field) {
    return new BigDecimal(statement.path(field).asText("0"));
  }

  private static boolean says(JsonNode statement, String report, String benefit) {
    return statement.path("report").asText().equals(report)
        && statement.path("benefit").asText().equals(benefit);
  }

  /** A fresh report, and a margin below the stand-alone one. */
  boolean accepts() {
    return after("vault-lower-margin")
        .map(event -> event.path("hedged"))
        .filter(
            hedged ->
                says(hedged, "Fresh", "Granted")
                    && usd(hedged, "required_usd").compareTo(usd(hedged, "stand_alone_usd")) < 0)
        .isPresent();
  }

  /** A stale report, the stand-alone margin, and no more credit. */
  boolean refuses() {
    return after("vault-stale")
        .map(event -> event.path("hedged"))
        .filter(
            hedged ->
                says(hedged, "Stale", "NotFresh")
                    && hedged.path("refuses_more").asText().equals("UnderMargin")
                    && usd(hedged, "required_usd").compareTo(usd(hedged, "stand_alone_usd")) == 0)
        .isPresent();
  }

  /** Debt is repaid and collateral taken, without the oracle. */
  boolean liquidates() {
    Optional<JsonNode> before = after("vault-eth-falls").map(event -> event.path("erin"));
    Optional<JsonNode> then = after("vault-liquidation").map(event -> event.path("erin"));
    return before.isPresent()
        && then.isPresent()
        && then.get().path("report").asText().equals("Halted")
        && usd(then.get(), "debt_usd").compareTo(usd(before.get(), "debt_usd")) < 0
        && usd(then.get(), "collateral_weth").compareTo(usd(before.get(), "collateral_weth")) < 0;
  }

  boolean worked() {
    return accepts() && refuses() && liquidates();
  }

  void print(PrintWriter out) {
    out.println();
    out.println("the example vault on chain B, by its own answers");
    line(out, "accepts", accepts(), "vault-lower-margin", "hedged");
    line(out, "refuses", refuses(), "vault-stale", "hedged");
    line(out, "liquidates", liquidates(), "vault-liquidation", "erin");
  }

  private void line(PrintWriter out, String what, boolean worked, String step, String who) {
    JsonNode event = after(step).orElseThrow(() -> new DemoException("the vault did not " + what));
    JsonNode statement = event.path(who);
    out.printf(
        "  %-10s %s%n             %s: requires %s of %s USD stand-alone, debt %s USD; the report is"
            + " %s (%s)%s%n",
        what,
        event.path("title").asText(),
        who,
        statement.path("required_usd").asText(),
        statement.path("stand_alone_usd").asText(),
        statement.path("debt_usd").asText(),
        statement.path("report").asText(),
        statement.path("benefit").asText(),
        worked ? "" : "  NOT AS EXPECTED");
  }

  void put(ObjectNode node) {
    node.put("accepts", accepts()).put("refuses", refuses()).put("liquidates", liquidates());
    ArrayNode list = node.putArray("steps");
    for (JsonNode event : steps) {
      ObjectNode step = list.addObject();
      step.put("id", event.path("id").asText()).put("title", event.path("title").asText());
      step.set("hedged", event.path("hedged"));
      step.set("erin", event.path("erin"));
    }
  }
}
