package io.setoff.gateway.wire;

import io.setoff.gateway.portfolio.RequestException;
import io.setoff.risk.clearing.ClosedTransaction;
import io.setoff.risk.clearing.ConversionRate;
import io.setoff.risk.clearing.NettingAgreement;
import io.setoff.risk.clearing.NettingMode;
import io.setoff.risk.clearing.Obligation;
import io.setoff.risk.clearing.PartyCash;
import io.setoff.v1.AvailableCash;
import java.util.List;

/** What is to be cleared, as the engine wants it; the engine's rules are checked by the engine. */
public final class ClearingRequests {
  private static final int MAX_ENTRIES = 100_000;

  private ClearingRequests() {}

  public static List<Obligation> obligations(List<io.setoff.v1.Obligation> messages) {
    return Fields.list(
        "obligations",
        messages,
        MAX_ENTRIES,
        (field, message) ->
            new Obligation(
                Fields.name(field + ".currency", message.getCurrency()),
                Fields.name(field + ".debtor", message.getDebtor()),
                Fields.name(field + ".creditor", message.getCreditor()),
                Fields.integer(field + ".amount", message.getAmount())));
  }

  public static List<PartyCash> cash(List<AvailableCash> messages) {
    return Fields.list(
        "cash",
        messages,
        MAX_ENTRIES,
        (field, message) ->
            new PartyCash(
                Fields.name(field + ".currency", message.getCurrency()),
                Fields.name(field + ".party", message.getParty()),
                Fields.integer(field + ".amount", message.getAmount())));
  }

  /** The mode that is asked for; only one knows a central counterparty. */
  public static NettingMode mode(io.setoff.v1.NettingMode mode, String centralCounterparty) {
    boolean central = mode == io.setoff.v1.NettingMode.NETTING_MODE_NOVATION_CENTRAL;
    if (!central && !centralCounterparty.isEmpty()) {
      throw RequestException.invalid("central_counterparty", "is for mode NOVATION_CENTRAL only");
    }
    return switch (mode) {
      case NETTING_MODE_UNSPECIFIED, NETTING_MODE_EXISTING_EDGES -> new NettingMode.ExistingEdges();
      case NETTING_MODE_BILATERAL -> new NettingMode.Bilateral();
      case NETTING_MODE_NOVATION_PAIRWISE -> new NettingMode.NovationPairwise();
      case NETTING_MODE_NOVATION_CENTRAL ->
          new NettingMode.NovationCentral(Fields.name("central_counterparty", centralCounterparty));
      case UNRECOGNIZED ->
          throw RequestException.invalid(
              "mode", "is none of BILATERAL, EXISTING_EDGES, NOVATION_PAIRWISE, NOVATION_CENTRAL");
    };
  }

  public static List<NettingAgreement> agreements(List<io.setoff.v1.NettingAgreement> messages) {
    return Fields.list(
        "agreements",
        messages,
        MAX_ENTRIES,
        (field, message) ->
            new NettingAgreement(
                Fields.name(field + ".id", message.getId()),
                Fields.name(field + ".party", message.getParty()),
                Fields.name(field + ".counterparty", message.getCounterparty()),
                Fields.name(field + ".currency", message.getCurrency())));
  }

  public static List<ClosedTransaction> transactions(
      List<io.setoff.v1.ClosedTransaction> messages) {
    return Fields.list(
        "transactions",
        messages,
        MAX_ENTRIES,
        (field, message) ->
            new ClosedTransaction(
                Fields.name(field + ".id", message.getId()),
                Fields.name(field + ".agreement", message.getAgreement()),
                Fields.decimal(field + ".quantity", message.getQuantity()),
                Fields.decimal(field + ".price", message.getPrice()),
                Fields.name(field + ".currency", message.getCurrency())));
  }

  public static List<ConversionRate> rates(List<io.setoff.v1.ConversionRate> messages) {
    return Fields.list(
        "rates",
        messages,
        MAX_ENTRIES,
        (field, message) ->
            new ConversionRate(
                Fields.name(field + ".from", message.getFrom()),
                Fields.name(field + ".to", message.getTo()),
                Fields.decimal(field + ".rate", message.getRate())));
  }
}
