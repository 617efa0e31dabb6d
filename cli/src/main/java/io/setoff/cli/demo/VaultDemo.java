package io.setoff.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.setoff.v1.CutPoint;
import io.setoff.v1.Publication;
import io.setoff.v1.PublishedAccount;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the example vault on chain B does with the reports that are published, as its contract
 * answers after each step: it lowers the hedged account's margin to that of a fresh one, demands
 * the stand-alone margin when the newest is stale, and liquidates an account that is unhealthy.
 */
final class VaultDemo {
  private final VaultStream stream;
  private final List<JsonNode> steps = new ArrayList<>();
  private List<Publication> publications = List.of();

  /**
   * The stream that the vault reads.
   *
   * @param chain of the vault, CAIP-2
   * @param name of the stream
   */
  record VaultStream(String chain, String name) {}

  VaultDemo(VaultStream stream) {
    this.stream = stream;
  }

  void step(JsonNode event) {
    steps.add(event);
  }

  /** What the gateway says was published meanwhile. */
  void published(List<Publication> list) {
    publications =
        list.stream()
            .filter(
                publication ->
                    publication.getStream().equals(stream.name())
                        && publication.getChain().equals(stream.chain()))
            .toList();
  }

  private Optional<JsonNode> after(String step) {
    return steps.stream().filter(event -> event.path("id").asText().equals(step)).findFirst();
  }

  private Optional<JsonNode> after(String step, String who) {
    return after(step).map(event -> event.path(who));
  }

  private static BigDecimal decimal(JsonNode statement, String field) {
    return new BigDecimal(statement.path(field).asText("0"));
  }

  private static boolean says(JsonNode statement, String report, String benefit) {
    return statement.path("report").asText().equals(report)
        && statement.path("benefit").asText().equals(benefit);
  }

  /** The epoch that the contract holds, as the gateway has published it. */
  private Optional<Publication> report(JsonNode statement) {
    return publications.stream()
        .filter(publication -> publication.getEpoch() == statement.path("epoch").asLong())
        .findFirst();
  }

  private Optional<PublishedAccount> publishedAccount(JsonNode statement) {
    return report(statement).stream()
        .flatMap(publication -> publication.getAccountsList().stream())
        .filter(account -> account.getAccount().equals(statement.path("account").asText()))
        .findFirst();
  }

  private Optional<BigDecimal> publishedMargin(JsonNode statement) {
    return publishedAccount(statement)
        .filter(account -> account.getMarginFallback().isEmpty())
        .map(PublishedAccount::getMarginUsd)
        .map(BigDecimal::new);
  }

  /** A fresh report, and the margin that was published, which is below the stand-alone one. */
  boolean accepts() {
    return after("vault-lower-margin", "hedged")
        .filter(
            hedged -> {
              BigDecimal required = decimal(hedged, "required_usd");
              return says(hedged, "Fresh", "Granted")
                  && required.compareTo(decimal(hedged, "stand_alone_usd")) < 0
                  && required.compareTo(decimal(hedged, "reported_usd")) == 0
                  && publishedMargin(hedged)
                      .filter(published -> published.compareTo(required) == 0)
                      .isPresent();
            })
        .isPresent();
  }

  /** A stale report, the stand-alone margin, and no more credit. */
  boolean refuses() {
    return after("vault-stale", "hedged")
        .filter(
            hedged ->
                says(hedged, "Stale", "NotFresh")
                    && hedged.path("refuses_more").asText().equals("UnderMargin")
                    && decimal(hedged, "required_usd").compareTo(decimal(hedged, "stand_alone_usd"))
                        == 0)
        .isPresent();
  }

  /** Below the maintenance margin debt is repaid and collateral taken. */
  boolean liquidates() {
    Optional<JsonNode> before = after("vault-eth-falls", "erin");
    Optional<JsonNode> then = after("vault-liquidation", "erin");
    return before.isPresent()
        && then.isPresent()
        && equity(before.get()).compareTo(decimal(before.get(), "maintenance_usd")) < 0
        && decimal(then.get(), "debt_usd").compareTo(decimal(before.get(), "debt_usd")) < 0
        && decimal(then.get(), "collateral_weth")
                .compareTo(decimal(before.get(), "collateral_weth"))
            < 0;
  }

  private static BigDecimal equity(JsonNode statement) {
    return decimal(statement, "collateral_usd").subtract(decimal(statement, "debt_usd"));
  }

  boolean worked() {
    return accepts() && refuses() && liquidates();
  }

  void print(PrintWriter out) {
    out.println();
    out.println(
        "the example vault on "
            + stream.chain()
            + ", by its own answers at the block of each step; it reads the stream "
            + stream.name());
    JsonNode granted = statement("vault-lower-margin", "hedged");
    line(out, "accepts", accepts(), "vault-lower-margin");
    out.printf(
        "             it requires %s of %s USD stand-alone, debt %s USD: the report of epoch %d"
            + " about %s is %d s old%n             and signed by %s%n",
        usd(granted, "required_usd"),
        usd(granted, "stand_alone_usd"),
        usd(granted, "debt_usd"),
        granted.path("epoch").asLong(),
        publishedAccount(granted).stream()
            .flatMap(account -> account.getMarginCutList().stream())
            .map(CutPoint::getChain)
            .collect(Collectors.joining(" and ")),
        granted.path("age_seconds").asLong(),
        report(granted).stream()
            .flatMap(publication -> publication.getSignersList().stream())
            .collect(Collectors.joining(" and ")));
    JsonNode stale = statement("vault-stale", "hedged");
    line(out, "refuses", refuses(), "vault-stale");
    out.printf(
        "             it requires %s USD: the report of epoch %d is %d s old (%s); to borrow 1 USDC"
            + " more ends with %s%n",
        usd(stale, "required_usd"),
        stale.path("epoch").asLong(),
        stale.path("age_seconds").asLong(),
        stale.path("report").asText(),
        stale.path("refuses_more").asText());
    JsonNode before = statement("vault-eth-falls", "erin");
    JsonNode then = statement("vault-liquidation", "erin");
    line(out, "liquidates", liquidates(), "vault-liquidation");
    out.printf(
        "             her equity was %s USD, %s were the least; debt %s, then %s USD; collateral"
            + " %s, then %s WETH%n",
        usd(equity(before)),
        usd(before, "maintenance_usd"),
        usd(before, "debt_usd"),
        usd(then, "debt_usd"),
        before.path("collateral_weth").asText(),
        then.path("collateral_weth").asText());
  }

  private void line(PrintWriter out, String what, boolean worked, String step) {
    JsonNode event = after(step).orElseThrow(() -> missing(step));
    out.printf(
        "  %-10s block %d: %s%s%n",
        what,
        event.path("height").asLong(),
        event.path("title").asText(),
        worked ? "" : "  NOT AS EXPECTED");
  }

  private JsonNode statement(String step, String who) {
    return after(step, who).orElseThrow(() -> missing(step));
  }

  private static DemoException missing(String step) {
    return new DemoException("the devnet did not play " + step);
  }

  private static String usd(JsonNode statement, String field) {
    return usd(decimal(statement, field));
  }

  private static String usd(BigDecimal value) {
    return String.format(Locale.ROOT, "%,.2f", value);
  }

  void put(ObjectNode node) {
    node.put("accepts", accepts()).put("refuses", refuses()).put("liquidates", liquidates());
    node.put("stream", stream.name());
    after("vault-lower-margin", "hedged")
        .flatMap(this::publishedMargin)
        .ifPresent(margin -> node.put("published_margin_usd", margin.toPlainString()));
    ArrayNode list = node.putArray("steps");
    for (JsonNode event : steps) {
      ObjectNode step = list.addObject();
      step.put("id", event.path("id").asText()).put("title", event.path("title").asText());
      step.put("height", event.path("height").asLong());
      step.set("hedged", event.path("hedged"));
      step.set("erin", event.path("erin"));
    }
  }
}
