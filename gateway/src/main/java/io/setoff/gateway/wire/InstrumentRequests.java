package io.setoff.gateway.wire;

import com.google.protobuf.Timestamp;
import io.setoff.gateway.portfolio.RequestException;
import io.setoff.risk.description.InstrumentInput;
import io.setoff.risk.description.Node;
import io.setoff.risk.description.RecordReader;
import io.setoff.risk.input.InvalidRiskInputException;
import io.setoff.risk.instrument.Instrument;
import io.setoff.v1.LendingInstrument;
import io.setoff.v1.LendingReserve;
import io.setoff.v1.OptionInstrument;
import io.setoff.v1.OptionKind;
import io.setoff.v1.RangeInstrument;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Instruments that clients name, read by the description that files are read by. */
public final class InstrumentRequests {
  /** A lending account that a client makes up is one that can only lose its collateral. */
  private static final Optional<Boolean> NON_RECOURSE = Optional.of(true);

  private static final int MAX_RESERVES = 100;

  private InstrumentRequests() {}

  /** The instrument of the message at {@code field}. */
  public static Instrument of(String field, io.setoff.v1.Instrument message) {
    InstrumentInput input =
        switch (message.getKindCase()) {
          case CASH -> new InstrumentInput.Cash();
          case SPOT ->
              read(
                  field + ".spot",
                  new Written().put("underlying_id", message.getSpot().getUnderlyingId()),
                  InstrumentInput.Spot.class);
          case PERPETUAL ->
              read(
                  field + ".perpetual",
                  new Written().put("underlying_id", message.getPerpetual().getUnderlyingId()),
                  InstrumentInput.Perpetual.class);
          case FUTURE ->
              read(
                  field + ".future",
                  new Written()
                      .put("underlying_id", message.getFuture().getUnderlyingId())
                      .put("expiry", expiry(field + ".future", message.getFuture().getExpiry())),
                  InstrumentInput.Future.class);
          case OPTION -> option(field + ".option", message.getOption());
          case RANGE -> range(field + ".range", message.getRange());
          case LENDING -> lending(field + ".lending", message.getLending());
          case KIND_NOT_SET ->
              throw RequestException.invalid(
                  field, "needs one of cash, spot, perpetual, future, option, range, lending");
        };
    return input.instrument();
  }

  private static InstrumentInput option(String field, OptionInstrument message) {
    return read(
        field,
        new Written()
            .put("underlying_id", message.getUnderlyingId())
            .put("expiry", expiry(field, message.getExpiry()))
            .put("strike", message.getStrike())
            .put("kind", name(message.getKind())),
        InstrumentInput.Option.class);
  }

  private static String name(OptionKind kind) {
    return switch (kind) {
      case OPTION_KIND_CALL, OPTION_KIND_PUT, UNRECOGNIZED ->
          kind.name().replace("OPTION_KIND_", "").toLowerCase(Locale.ROOT);
      case OPTION_KIND_UNSPECIFIED -> "";
    };
  }

  private static String expiry(String field, Timestamp timestamp) {
    return Fields.instant(field + ".expiry", timestamp).toString();
  }

  private static InstrumentInput range(String field, RangeInstrument message) {
    return read(
        field,
        new Written()
            .put("token0", message.getToken0())
            .put("token1", message.getToken1())
            .put("lower", message.getLower())
            .put("upper", message.getUpper()),
        InstrumentInput.Range.class);
  }

  private static InstrumentInput lending(String field, LendingInstrument message) {
    Fields.atMost(field + ".reserves", message.getReservesCount(), MAX_RESERVES);
    List<Node> reserves =
        message.getReservesList().stream().map(InstrumentRequests::reserve).toList();
    InstrumentInput.Lending account =
        read(
            field,
            new Written().put("reserves", new Node.Items(reserves)),
            InstrumentInput.Lending.class);
    return new InstrumentInput.Lending(account.reserves(), NON_RECOURSE);
  }

  private static Node reserve(LendingReserve message) {
    return new Written()
        .put("underlying_id", message.getUnderlyingId())
        .put("supplied", message.getSupplied())
        .put("owed", message.getOwed())
        .put("liquidation_threshold", message.getLiquidationThreshold())
        .put("liquidation_bonus", message.getLiquidationBonus())
        .node();
  }

  private static <T extends Record & InstrumentInput> T read(
      String field, Written written, Class<T> description) {
    try {
      T input = RecordReader.read(written.node(), description, field);
      input.check(field);
      return input;
    } catch (InvalidRiskInputException e) {
      throw RequestException.invalid(e.field(), e.rule());
    }
  }

  /** The fields of a message that are set. */
  private static final class Written {
    private final Map<String, Node> values = new LinkedHashMap<>();

    /** An empty text is not set. */
    Written put(String name, String text) {
      return text.isEmpty() ? this : put(name, new Node.Text(text));
    }

    Written put(String name, Node value) {
      values.put(name, value);
      return this;
    }

    Node node() {
      return new Node.Fields(values);
    }
  }
}
