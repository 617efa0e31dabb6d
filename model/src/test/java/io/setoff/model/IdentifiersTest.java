package io.setoff.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifiersTest {

  @ParameterizedTest
  @ValueSource(strings = {"eip155:1", "eip155:31337", "solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp"})
  void chainIdsAreCaip2(String text) {
    assertThat(new ChainId(text).toString()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "eip155",
        "eip155:",
        "eip155:0",
        "eip155:01",
        "eip155:x",
        "EIP155:1",
        "a:1",
        "eip155:1:2"
      })
  void whatIsNoCaip2IsRefused(String text) {
    assertThatThrownBy(() -> new ChainId(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void evmChainsSortByNumber() {
    assertThat(new TreeSet<>(List.of(ChainId.evm(10), ChainId.evm(9), ChainId.evm(100))))
        .containsExactly(ChainId.evm(9), ChainId.evm(10), ChainId.evm(100));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0xABCDEF0123456789abcdef0123456789abcdef01",
        "0xabcdef0123456789abcdef0123456789abcdef0",
        "abcdef0123456789abcdef0123456789abcdef01"
      })
  void anEvmAccountIsCanonicalOrRefused(String address) {
    assertThatThrownBy(() -> new AccountId(ChainId.evm(1), address))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void longForeignTextIsShortenedInMessages() {
    assertThatThrownBy(() -> new ChainId("x".repeat(10_000_000)))
        .hasMessageContaining("10000000 characters")
        .satisfies(e -> assertThat(e.toString()).hasSizeLessThan(300));
  }

  @Test
  void positionsOfTwoVenuesHaveTwoIds() {
    AccountId account = new AccountId(ChainId.evm(1), "0x" + "0".repeat(40));
    VenueId core = new VenueId(ChainId.evm(1), "aave-v3", "core");
    VenueId prime = new VenueId(ChainId.evm(1), "aave-v3", "prime");
    assertThat(PositionId.of(core, account, "k"))
        .hasSize(32)
        .isEqualTo(PositionId.of(core, account, "k"))
        .isNotEqualTo(PositionId.of(prime, account, "k"));
  }

  @Property
  void aQuantityIsItsUnitsOverTheScaleExactly(
      @ForAll @BigRange(min = "-1e80", max = "1e80") BigInteger units,
      @ForAll @IntRange(max = 255) int decimals) {
    BigDecimal qty = Amount.of(units, decimals).qty().orElseThrow();
    assertThat(qty.movePointRight(decimals)).isEqualByComparingTo(new BigDecimal(units));
  }

  @Property
  void canonicalDecimalsHaveOneFormAndReadBack(@ForAll BigDecimal value) {
    String text = Decimals.canonical(value);
    assertThat(text).matches("-?(0|[1-9]\\d*)(\\.\\d*[1-9])?").isNotEqualTo("-0");
    assertThat(new BigDecimal(text)).isEqualByComparingTo(value);
  }

  @Test
  void anAmountWithoutDecimalsHasNoQuantity() {
    assertThat(new Amount.Unscaled(BigInteger.TEN).qty()).isEmpty();
  }

  @Test
  void aDebtCannotBePositive() {
    AssetId usdc = AssetId.erc20(ChainId.evm(1), "0x" + "1".repeat(40));
    assertThatThrownBy(() -> Leg.of(LegRole.DEBT, usdc, "USDC", Amount.of(BigInteger.ONE, 6)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
