package io.setoff.adapters.evm.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.adapters.evm.abi.AbiWords;
import io.setoff.adapters.evm.abi.EvmCall;
import io.setoff.adapters.evm.view.ViewCheck.Form;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class ViewCheckTest {
  private static final String ADDRESS = "0x23618e81e3f5cdf7f54c3d65f7fbc0abf5b21e8f";
  private static final EvmCall CALL = EvmCall.of(ADDRESS, "f()");
  private static final AbiWords MINUS_ONE = AbiWords.parse("0x" + "f".repeat(64));

  /** A short of 5 had read as 2^256 - 5. */
  @Test
  void aNegativeSizeReadsAsOne() {
    ViewCheck size = new ViewCheck("the size", CALL, 0, BigInteger.valueOf(-5), Form.SIGNED);
    assertThat(size.differs(MINUS_ONE)).isTrue();
    assertThat(size.here()).isEqualTo("-5");
    assertThat(size.there(MINUS_ONE)).isEqualTo("-1");
  }

  @Test
  void aBalanceIsNeverNegative() {
    ViewCheck balance = new ViewCheck("the balance", CALL, 0, BigInteger.TWO);
    assertThat(balance.there(MINUS_ONE))
        .isEqualTo(BigInteger.TWO.pow(256).subtract(BigInteger.ONE).toString());
  }

  @Test
  void aHolderIsAnAddress() {
    BigInteger holder = new BigInteger(ADDRESS.substring(2), 16);
    assertThat(new ViewCheck("the holder", CALL, 0, holder, Form.ADDRESS).here())
        .isEqualTo(ADDRESS);
  }
}
