package io.setoff.adapters.evm.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.adapters.evm.abi.AbiWords;
import io.setoff.adapters.evm.abi.EvmCall;
import io.setoff.adapters.evm.view.ViewCheck.Form;
import io.setoff.model.VenueId;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class ViewCheckTest {
  private static final String ADDRESS = "0x23618e81e3f5cdf7f54c3d65f7fbc0abf5b21e8f";
  private static final EvmCall CALL = EvmCall.of(ADDRESS, "f()");
  private static final VenueId VENUE = VenueId.parse("eip155:1/aave-v3:core");
  private static final AbiWords MINUS_ONE = AbiWords.parse("0x" + "f".repeat(64));

  private static ViewCheck check(String what, BigInteger expected) {
    return new ViewCheck(VENUE, ADDRESS, what, CALL, 0, expected);
  }

  /** A short of 5 had read as 2^256 - 5. */
  @Test
  void aNegativeSizeReadsAsOne() {
    ViewCheck size = check("the size", BigInteger.valueOf(-5)).as(Form.SIGNED);
    assertThat(size.differs(MINUS_ONE)).isTrue();
    assertThat(size.here()).isEqualTo("-5");
    assertThat(size.there(MINUS_ONE)).isEqualTo("-1");
  }

  @Test
  void aBalanceIsNeverNegative() {
    ViewCheck balance = check("the balance", BigInteger.TWO);
    assertThat(balance.there(MINUS_ONE))
        .isEqualTo(BigInteger.TWO.pow(256).subtract(BigInteger.ONE).toString());
  }

  @Test
  void aHolderIsAnAddress() {
    BigInteger holder = new BigInteger(ADDRESS.substring(2), 16);
    assertThat(check("the holder", holder).as(Form.ADDRESS).here()).isEqualTo(ADDRESS);
  }
}
