package io.setoff.risk.description;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.input.InvalidRiskInputException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FormerNamesTest {
  private static final Node ETH = new Node.Text("crypto:ETH");
  private static final Node BTC = new Node.Text("crypto:BTC");
  private static final Node HALF = new Node.Numeral(new BigDecimal("0.5"), false);
  private static final CorrelationInput NOW =
      new CorrelationInput(
          List.of(new UnderlyingId("crypto:ETH"), new UnderlyingId("crypto:BTC")), 0.5);

  private static <T extends Record> T read(Class<T> type, Map<String, Node> fields) {
    return RecordReader.read(new Node.Fields(fields), type, "x");
  }

  @Test
  void correlationsOfFilesAndConfigurationsOfEarlierVersionsAreUnderstood() {
    Node both = new Node.Items(List.of(ETH, BTC));
    assertThat(
            List.of(
                read(CorrelationInput.class, Map.of("between", both, "correlation", HALF)),
                read(CorrelationInput.class, Map.of("one", ETH, "other", BTC, "correlation", HALF)),
                read(CorrelationInput.class, Map.of("between", both, "value", HALF))))
        .containsOnly(NOW);
  }

  @Test
  void soAreRecognitions() {
    NettingInput.Recognised former =
        read(
            NettingInput.Recognised.class,
            Map.of("first", new Node.Text("a"), "second", new Node.Text("b"), "theta", HALF));
    assertThat(former).isEqualTo(new NettingInput.Recognised(List.of("a", "b"), 0.5));
  }

  @Test
  void bothNamesAtOnceAreRefused() {
    Node both = new Node.Items(List.of(ETH, BTC));
    assertThatThrownBy(
            () ->
                read(
                    CorrelationInput.class,
                    Map.of("between", both, "one", ETH, "other", BTC, "correlation", HALF)))
        .isInstanceOf(InvalidRiskInputException.class)
        .hasMessageContaining("is not known");
  }
}
