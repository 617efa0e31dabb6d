package io.setoff.gateway.wire;

import io.setoff.risk.clearing.ClearedPair;
import io.setoff.risk.clearing.ClearingResult;
import io.setoff.risk.clearing.CloseOutAmount;
import io.setoff.risk.clearing.CloseOutResult;
import io.setoff.risk.clearing.CurrencyClearing;
import io.setoff.risk.clearing.NettingMode;
import io.setoff.risk.clearing.PartyBalance;
import io.setoff.v1.CloseOutResponse;
import io.setoff.v1.CurrencyNetting;
import io.setoff.v1.NetResponse;
import io.setoff.v1.NettedPair;
import io.setoff.v1.TransactionValue;

/** Cleared obligations and closed-out agreements as messages. */
public final class ClearingMessages {
  private ClearingMessages() {}

  public static NetResponse netting(ClearingResult result) {
    NetResponse.Builder message =
        NetResponse.newBuilder()
            .setMode(mode(result.mode()))
            .setStamp(MarginMessages.stamp(result.stamp()));
    result.currencies().forEach(currency -> message.addCurrencies(currency(currency)));
    return message.build();
  }

  private static io.setoff.v1.NettingMode mode(NettingMode mode) {
    return switch (mode) {
      case NettingMode.Bilateral _ -> io.setoff.v1.NettingMode.NETTING_MODE_BILATERAL;
      case NettingMode.ExistingEdges _ -> io.setoff.v1.NettingMode.NETTING_MODE_EXISTING_EDGES;
      case NettingMode.NovationPairwise _ ->
          io.setoff.v1.NettingMode.NETTING_MODE_NOVATION_PAIRWISE;
      case NettingMode.NovationCentral _ -> io.setoff.v1.NettingMode.NETTING_MODE_NOVATION_CENTRAL;
    };
  }

  private static CurrencyNetting currency(CurrencyClearing currency) {
    CurrencyNetting.Builder message =
        CurrencyNetting.newBuilder()
            .setCurrency(currency.currency())
            .setTotalBefore(currency.totalBefore().toString())
            .setTotalAfter(currency.totalAfter().toString())
            .setSavingRatio(Messages.decimal(currency.savingRatio()));
    currency.pairs().forEach(pair -> message.addPairs(pair(pair)));
    currency.positions().forEach(position -> message.addPositions(position(position)));
    message.addAllIdleCash(currency.idleCash());
    return message.build();
  }

  private static NettedPair pair(ClearedPair pair) {
    return NettedPair.newBuilder()
        .setDebtor(pair.pair().debtor())
        .setCreditor(pair.pair().creditor())
        .setBefore(pair.before().toString())
        .setAfter(pair.after().toString())
        .build();
  }

  private static io.setoff.v1.PartyPosition position(PartyBalance position) {
    return io.setoff.v1.PartyPosition.newBuilder()
        .setParty(position.party())
        .setNetBefore(position.netBefore().toString())
        .setNetAfter(position.netAfter().toString())
        .setCashPaid(position.cashPaid().toString())
        .setCashReceived(position.cashReceived().toString())
        .build();
  }

  public static CloseOutResponse closeOut(CloseOutResult result) {
    CloseOutResponse.Builder message =
        CloseOutResponse.newBuilder().setStamp(MarginMessages.stamp(result.stamp()));
    result.amounts().forEach(amount -> message.addAmounts(amount(amount)));
    return message.build();
  }

  private static io.setoff.v1.CloseOutAmount amount(CloseOutAmount amount) {
    io.setoff.v1.CloseOutAmount.Builder message =
        io.setoff.v1.CloseOutAmount.newBuilder()
            .setAgreement(amount.agreement().id())
            .setCurrency(amount.agreement().currency())
            .setReceivable(Messages.decimal(amount.receivable()))
            .setPayable(Messages.decimal(amount.payable()))
            .setAmount(Messages.decimal(amount.amount()));
    amount.owed().ifPresent(pair -> message.setDebtor(pair.debtor()).setCreditor(pair.creditor()));
    amount
        .values()
        .forEach(
            value ->
                message.addValues(
                    TransactionValue.newBuilder()
                        .setTransaction(value.transaction())
                        .setValue(Messages.decimal(value.value()))));
    return message.build();
  }
}
