package io.setoff.cli.show;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.setoff.model.Decimals;
import io.setoff.v1.Provenance;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** How values are written for people; exact values are in the JSON. */
public final class Display {
  private static final JsonFormat.Printer JSON =
      JsonFormat.printer().preservingProtoFieldNames().alwaysPrintFieldsWithNoPresence();

  private Display() {}

  /** {@code +1,234.56}: the sign is always there, because it is the point. */
  public static String usd(BigDecimal value) {
    return String.format(Locale.ROOT, "%+,.2f", value.setScale(2, RoundingMode.HALF_EVEN));
  }

  /** {@code +0.257241}: at most six decimals; what is too small for them is not shown as 0. */
  public static String units(BigDecimal value) {
    BigDecimal rounded = value.setScale(6, RoundingMode.HALF_EVEN);
    if (rounded.signum() == 0 && value.signum() != 0) {
      return value.signum() > 0 ? "+<0.000001" : "-<0.000001";
    }
    String text = Decimals.canonical(rounded);
    return rounded.signum() > 0 ? "+" + text : text;
  }

  /** {@code NO_BENEFIT} is "no benefit". */
  public static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  public static String percent(BigDecimal ratio) {
    return String.format(Locale.ROOT, "%.2f %%", ratio.movePointRight(2));
  }

  /** A block that an answer is of. */
  public static String block(Provenance block) {
    return String.format(
        Locale.ROOT,
        "  %s at block %d (%s) %s",
        block.getChain(),
        block.getHeight(),
        block.getFinality().name().replace("STATE_FINALITY_", ""),
        block.getBlockHash());
  }

  public static String json(Message message) {
    return print(JSON, message);
  }

  public static String jsonLine(Message message) {
    return print(JSON.omittingInsignificantWhitespace(), message);
  }

  private static String print(JsonFormat.Printer printer, Message message) {
    try {
      return printer.print(message);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a message of the gateway cannot be printed", e);
    }
  }
}
