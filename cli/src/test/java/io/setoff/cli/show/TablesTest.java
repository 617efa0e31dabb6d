package io.setoff.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.v1.ChainStatus;
import io.setoff.v1.LateGain;
import io.setoff.v1.PriceMove;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class TablesTest {
  private static final DisplayNames NAMES =
      new DisplayNames(
          List.of(
              ChainStatus.newBuilder().setChain("eip155:31337").setName("Chain A").build(),
              ChainStatus.newBuilder().setChain("eip155:1").build()));

  @Property
  void wordsGiveWayToFitATerminal(
      @ForAll @Size(7) List<@AlphaChars @StringLength(max = 90) String> words) {
    List<String> headers = List.of("a", "b", "c", "d", "e", "f", "g");
    assertThat(Tables.table(headers, List.of(words)).lines())
        .allMatch(line -> line.length() <= 100);
  }

  @Example
  void numbersStayWhole() {
    List<String> cells = new ArrayList<>(List.of("w".repeat(80), "-123,456,789,012.00"));
    assertThat(Tables.table(List.of("name", "USD>"), List.of(cells)))
        .contains("| -123,456,789,012.00 |");
  }

  @Example
  void whatAHedgeWaitsForIsALine() {
    LateGain.Builder gain =
        LateGain.newBuilder()
            .setUnderlyingId("crypto:ETH")
            .setPriceMove(PriceMove.PRICE_MOVE_FALLS)
            .setVenue("eip155:31337/aave-v3:core")
            .setUnits("2.5")
            .setChargeUsd("1234.5");
    assertThat(MarginTables.late(gain.build(), NAMES))
        .isEqualTo(
            "delay 1,234.50: when ETH falls, 2.5 units wait for the gain at Aave v3 on Chain A");
    assertThat(MarginTables.late(gain.setWorthNothing(true).build(), NAMES))
        .endsWith(", so long that the hedge is worth nothing");
  }

  @Example
  void idsHaveTheNamesOfThePage() {
    assertThat(NAMES.venue("eip155:31337/aave-v3:core")).isEqualTo("Aave v3 on Chain A");
    assertThat(NAMES.venue("eip155:1/wallet:main")).isEqualTo("Wallet on eip155:1");
    assertThat(NAMES.venue("nowhere")).isEqualTo("nowhere");
    assertThat(NAMES.underlying("crypto:ETH")).isEqualTo("ETH");
    assertThat(NAMES.underlying("fiat:USD")).isEqualTo("US dollars");
    assertThat(DisplayNames.kind("LP_RANGE")).isEqualTo("liquidity range");
  }
}
