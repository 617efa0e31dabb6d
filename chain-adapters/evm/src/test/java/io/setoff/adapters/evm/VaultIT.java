package io.setoff.adapters.evm;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.adapters.evm.abi.AbiWords;
import io.setoff.adapters.evm.abi.EvmAddress;
import io.setoff.adapters.evm.abi.EvmCall;
import io.setoff.adapters.evm.devnet.Devnet;
import io.setoff.adapters.evm.devnet.DevnetChain;
import io.setoff.model.Detail;
import io.setoff.model.Gap;
import io.setoff.model.GapKind;
import io.setoff.model.Leg;
import io.setoff.model.Margin;
import io.setoff.model.MarginMode;
import io.setoff.model.Position;
import io.setoff.model.VenueId;
import io.setoff.store.MemoryPositionStore;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The example vault after the story: a liquidation, and a price that is too old. */
class VaultIT {
  private static Devnet devnet;
  private static DevnetChain chain;
  private static VenueId venue;

  @BeforeAll
  static void playStory() {
    devnet = Devnet.start();
    devnet.play();
    chain = new DevnetChain(devnet, "B");
    venue = new VenueId(chain.id(), "cross-margin-vault", "example");
  }

  @AfterAll
  static void stop() {
    chain.close();
    devnet.close();
  }

  /** ETH at 2,200 USD: 2 WETH are worth 4,400, less 4,000 of debt; 10 % of 4,400 are required. */
  @Test
  void aLiquidationAndAStalePriceAreFollowed() {
    String erin = devnet.account("erin");
    IndexedChain indexed =
        new IndexedChain(chain, new MemoryPositionStore(), List.of(erin), 1_000_000);
    send("keeper", "feeds/ETH", "setAnswer(int256)", whole(2_200, 8));
    indexed.advanceTo(chain.head());
    List<Position> before = at(indexed, erin);
    assertThat(before).extracting(Position::label).containsExactly("WETH collateral", "USDC debt");
    assertThat(units(before)).containsExactly(whole(2, 18), whole(4_000, 6).negate());
    assertThat(before)
        .allSatisfy(
            position ->
                assertThat(position.margin().orElseThrow())
                    .usingRecursiveComparison()
                    .withEqualsForType((a, b) -> a.compareTo(b) == 0, BigDecimal.class)
                    .isEqualTo(margin(erin, "400", "1320", "440")));
    Detail.Lend collateral = (Detail.Lend) before.getFirst().detail();
    assertThat(collateral.liquidationThreshold()).isEqualByComparingTo("0.9");
    assertThat(collateral.liquidationBonus()).isEqualByComparingTo("0.05");

    send("liquidator", "tokens/USDC", "approve(address,uint256)", vault(), whole(2_000, 6));
    send(
        "liquidator",
        "cross_margin_vault",
        "liquidate(address,uint256)",
        EvmAddress.toWord(erin),
        whole(2_000, 6));
    indexed.advanceTo(chain.head());
    AbiWords held =
        chain.view(
            chain.head(),
            chain.address("cross_margin_vault"),
            "accounts(address)",
            EvmAddress.toWord(erin));
    assertThat(held.word(0))
        .as("2,100 USD of WETH were taken")
        .isEqualTo(whole(2, 18).subtract(whole(2_100, 18).divide(BigInteger.valueOf(2_200))));
    assertThat(units(at(indexed, erin))).containsExactly(held.word(0), held.word(1).negate());

    chain.passTime(Duration.ofDays(31));
    indexed.advanceTo(chain.head());
    assertThat(units(at(indexed, erin)))
        .as("without a price the amounts are what they were")
        .containsExactly(held.word(0), held.word(1).negate());
    assertThat(indexed.read(erin).gaps())
        .extracting(Gap::kind)
        .as("and what the vault requires is not known")
        .containsOnly(GapKind.PARTIAL_READ)
        .hasSize(2);
  }

  private static Margin margin(String account, String equity, String initial, String maintenance) {
    return new Margin(
        MarginMode.CROSS,
        venue + "/" + account,
        "fiat:USD",
        Optional.of(new BigDecimal(equity)),
        Optional.of(new BigDecimal(initial)),
        Optional.of(new BigDecimal(maintenance)),
        Optional.of(BigDecimal.ZERO),
        Optional.empty());
  }

  private static List<Position> at(IndexedChain indexed, String account) {
    return indexed.read(account).positions().stream()
        .filter(position -> position.venue().equals(venue))
        .toList();
  }

  private static List<BigInteger> units(List<Position> positions) {
    return positions.stream()
        .map(position -> position.legs().getFirst())
        .map(Leg::amount)
        .map(amount -> amount.units())
        .toList();
  }

  private static BigInteger whole(long amount, int decimals) {
    return BigInteger.valueOf(amount).multiply(BigInteger.TEN.pow(decimals));
  }

  private static BigInteger vault() {
    return EvmAddress.toWord(chain.address("cross_margin_vault"));
  }

  private static void send(String from, String to, String signature, BigInteger... arguments) {
    EvmCall call = EvmCall.of(chain.address(to), signature, arguments);
    String status =
        chain
            .rpc()
            .call(
                "eth_sendTransactionSync",
                Map.of("from", devnet.account(from), "to", call.to(), "data", call.data()))
            .path("status")
            .asText();
    assertThat(status).as(signature).isEqualTo("0x1");
  }
}
