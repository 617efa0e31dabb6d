package io.setoff.risk.clearing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.setoff.risk.input.InvalidRiskInputException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CloseOutTest {
  private static final NettingAgreement MASTER = new NettingAgreement("isda", "us", "them", "USD");
  private static final NettingAgreement OTHER = new NettingAgreement("gmra", "us", "them", "USD");
  private static final ConversionRate EUR =
      new ConversionRate("EUR", "USD", new BigDecimal("1.0837"));

  private static ClosedTransaction transaction(
      String id, String agreement, String quantity, String price, String currency) {
    return new ClosedTransaction(
        id, agreement, new BigDecimal(quantity), new BigDecimal(price), currency);
  }

  @Example
  void sumsAnAgreementToOneExactAmount() {
    // 2.5 * 3100.01 = 7750.025; -40 * 210.7 = -8428; 100 EUR * 1.0837 = 108.37
    CloseOutAmount amount =
        CloseOut.of(
                List.of(MASTER),
                List.of(
                    transaction("forward", "isda", "2.5", "3100.01", "USD"),
                    transaction("calls", "isda", "-40", "210.7", "USD"),
                    transaction("unpaid", "isda", "100", "1", "EUR")),
                List.of(EUR))
            .amounts()
            .getFirst();
    assertThat(amount.receivable()).isEqualByComparingTo("7858.395");
    assertThat(amount.payable()).isEqualByComparingTo("8428");
    assertThat(amount.amount()).isEqualByComparingTo("-569.605");
    assertThat(amount.owed()).contains(new Pair("us", "them"));
  }

  @Example
  void agreementsOfTheSamePairDoNotNet() {
    CloseOutResult result =
        CloseOut.of(
            List.of(MASTER, OTHER),
            List.of(
                transaction("a", "isda", "1", "100", "USD"),
                transaction("b", "gmra", "-1", "100", "USD")),
            List.of());
    assertThat(result.amounts()).hasSize(2);
    assertThat(result.amounts().get(0).owed()).contains(new Pair("us", "them"));
    assertThat(result.amounts().get(1).owed()).contains(new Pair("them", "us"));
  }

  @Example
  void nothingIsOwedWhenValuesCancel() {
    CloseOutAmount amount =
        CloseOut.of(
                List.of(MASTER),
                List.of(
                    transaction("a", "isda", "3", "0.1", "USD"),
                    transaction("b", "isda", "-1", "0.3", "USD")),
                List.of())
            .amounts()
            .getFirst();
    assertThat(amount.owed()).isEmpty();
  }

  @Provide
  Arbitrary<List<ClosedTransaction>> books() {
    Arbitrary<BigDecimal> number =
        Arbitraries.bigDecimals()
            .between(new BigDecimal("-1e12"), new BigDecimal("1e12"))
            .ofScale(18);
    return Combinators.combine(number, number, Arbitraries.of("USD", "EUR"))
        .as((q, p, currency) -> new ClosedTransaction("", "isda", q, p, currency))
        .list()
        .ofMaxSize(12)
        .map(CloseOutTest::numbered);
  }

  private static List<ClosedTransaction> numbered(List<ClosedTransaction> transactions) {
    List<ClosedTransaction> numbered = new ArrayList<>();
    for (ClosedTransaction t : transactions) {
      numbered.add(
          new ClosedTransaction(
              "t" + numbered.size(), t.agreement(), t.quantity(), t.price(), t.currency()));
    }
    return numbered;
  }

  private static CloseOutResult close(List<ClosedTransaction> transactions) {
    return CloseOut.of(List.of(MASTER), transactions, List.of(EUR));
  }

  @Property(tries = 200)
  void theOrderOfTheInputDoesNotMatter(
      @ForAll("books") List<ClosedTransaction> transactions, @ForAll long seed) {
    List<ClosedTransaction> shuffled = new ArrayList<>(transactions);
    Collections.shuffle(shuffled, new Random(seed));
    assertThat(close(shuffled)).isEqualTo(close(transactions));
  }

  @Property(tries = 200)
  void theOtherSideOwesTheSame(@ForAll("books") List<ClosedTransaction> transactions) {
    List<ClosedTransaction> mirrored =
        transactions.stream()
            .map(
                t ->
                    new ClosedTransaction(
                        t.id(), t.agreement(), t.quantity().negate(), t.price(), t.currency()))
            .toList();
    assertThat(close(mirrored).amounts().getFirst().amount().negate())
        .isEqualTo(close(transactions).amounts().getFirst().amount());
  }

  @Property(tries = 200)
  void theAmountIsTheSumOfTheValues(@ForAll("books") List<ClosedTransaction> transactions) {
    CloseOutAmount amount = close(transactions).amounts().getFirst();
    assertThat(
            amount.values().stream()
                .map(CloseOutAmount.TransactionValue::value)
                .reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualByComparingTo(amount.amount());
  }

  @Example
  void refusesWhatHasNoOneMeaning() {
    ClosedTransaction good = transaction("a", "isda", "1", "1", "USD");
    assertThat(CloseOut.of(List.of(), List.of(), List.of()).amounts()).isEmpty();
    refuses(
        List.of(MASTER, MASTER),
        List.of(),
        List.of(),
        "agreements[1].id",
        "must be unique, is isda again");
    refuses(
        List.of(MASTER),
        List.of(good, good),
        List.of(),
        "transactions[1].id",
        "must be unique, is a again");
    refuses(
        List.of(MASTER),
        List.of(transaction("a", "gmra", "1", "1", "USD")),
        List.of(),
        "transactions[0].agreement",
        "must be one of the agreements, is gmra");
    refuses(
        List.of(MASTER),
        List.of(transaction("a", "isda", "1", "1", "EUR")),
        List.of(),
        "transactions[0].currency",
        "must have a rate to USD, is EUR");
    refuses(
        List.of(MASTER),
        List.of(),
        List.of(EUR, EUR),
        "rates[1].from",
        "must be unique, is EUR to USD again");
    refuses(
        List.of(MASTER),
        List.of(),
        List.of(new ConversionRate("EUR", "USD", BigDecimal.ZERO)),
        "rates[0].rate",
        "must be greater than 0, is 0");
    refuses(
        List.of(MASTER),
        List.of(transaction("a", "isda", "1e999999999", "1", "USD")),
        List.of(),
        "transactions[0].quantity",
        "must be between -1e30 and 1e30 with at most 36 decimals, is 1E+999999999");
  }

  private static void refuses(
      List<NettingAgreement> agreements,
      List<ClosedTransaction> transactions,
      List<ConversionRate> rates,
      String field,
      String rule) {
    assertThatThrownBy(() -> CloseOut.of(agreements, transactions, rates))
        .isInstanceOfSatisfying(
            InvalidRiskInputException.class,
            refused -> {
              assertThat(refused.field()).isEqualTo(field);
              assertThat(refused.rule()).isEqualTo(rule);
            });
  }
}
