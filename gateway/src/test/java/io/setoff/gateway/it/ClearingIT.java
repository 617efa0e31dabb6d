package io.setoff.gateway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.setoff.v1.CloseOutAmount;
import io.setoff.v1.CloseOutRequest;
import io.setoff.v1.ClosedTransaction;
import io.setoff.v1.NetRequest;
import io.setoff.v1.NetResponse;
import io.setoff.v1.NettingAgreement;
import io.setoff.v1.NettingMode;
import io.setoff.v1.Obligation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Netting of obligations and close-out over the API. */
@ExtendWith(PlayedStory.Shared.class)
class ClearingIT {
  private final PlayedStory story;

  ClearingIT(PlayedStory story) {
    this.story = story;
  }

  private static Obligation owes(String debtor, String creditor, String amount) {
    return Obligation.newBuilder()
        .setCurrency("USDC")
        .setDebtor(debtor)
        .setCreditor(creditor)
        .setAmount(amount)
        .build();
  }

  /**
   * a owes b 100, b owes c 80, c owes a 50: the circle of 50 goes; a is left with -50, c with 30.
   */
  @Test
  void aCircleOfDebtsIsCleared() {
    NetRequest.Builder request =
        NetRequest.newBuilder()
            .addObligations(owes("a", "b", "100"))
            .addObligations(owes("b", "c", "80"))
            .addObligations(owes("c", "a", "50"));
    NetResponse existing = story.gateway().clearing().net(request.build());
    assertThat(existing.getMode()).isEqualTo(NettingMode.NETTING_MODE_EXISTING_EDGES);
    assertThat(existing.getCurrencies(0).getTotalBefore()).isEqualTo("230");
    assertThat(existing.getCurrencies(0).getTotalAfter()).isEqualTo("80");
    assertThat(existing.getCurrencies(0).getPairsList())
        .extracting(pair -> pair.getDebtor() + pair.getCreditor() + pair.getAfter())
        .containsExactly("ab50", "bc30", "ca0");
    assertThat(existing.getCurrencies(0).getPositionsList())
        .allMatch(party -> party.getNetBefore().equals(party.getNetAfter()));
    NetResponse novated =
        story
            .gateway()
            .clearing()
            .net(request.setMode(NettingMode.NETTING_MODE_NOVATION_PAIRWISE).build());
    assertThat(novated.getCurrencies(0).getTotalAfter()).isEqualTo("50");
  }

  @Test
  void anAgreementEndsInOneAmount() {
    CloseOutRequest request =
        CloseOutRequest.newBuilder()
            .addAgreements(
                NettingAgreement.newBuilder()
                    .setId("isda")
                    .setParty("us")
                    .setCounterparty("them")
                    .setCurrency("USD"))
            .addTransactions(
                ClosedTransaction.newBuilder()
                    .setId("long")
                    .setAgreement("isda")
                    .setQuantity("2.5")
                    .setPrice("100.1")
                    .setCurrency("USD"))
            .addTransactions(
                ClosedTransaction.newBuilder()
                    .setId("short")
                    .setAgreement("isda")
                    .setQuantity("-3")
                    .setPrice("100.1")
                    .setCurrency("USD"))
            .build();
    CloseOutAmount amount = story.gateway().clearing().closeOut(request).getAmounts(0);
    assertThat(amount.getReceivable()).isEqualTo("250.25");
    assertThat(amount.getPayable()).isEqualTo("300.3");
    assertThat(amount.getAmount()).isEqualTo("-50.05");
    assertThat(amount.getDebtor()).isEqualTo("us");
  }

  @Test
  void badInputNamesTheField() {
    NetRequest request =
        NetRequest.newBuilder()
            .addObligations(owes("a", "b", "1"))
            .addObligations(owes("a", "a", "1"))
            .build();
    StatusRuntimeException refused =
        catchThrowableOfType(
            StatusRuntimeException.class, () -> story.gateway().clearing().net(request));
    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(refused.getStatus().getDescription()).startsWith("obligations[1].creditor: ");
    assertThat(story.gateway().post("/v1/clearing/net", "{}").body())
        .as("nothing to net is netted to nothing")
        .contains("\"currencies\": []");
    assertThat(
            story
                .gateway()
                .post(
                    "/v1/clearing/net",
                    """
                    {"obligations": [{"currency": "X", "debtor": "a", "creditor": "b", "amount": "1.5"}]}
                    """)
                .body())
        .contains("\"field\" : \"obligations[0].amount\"");
    assertThat(story.gateway().post("/v1/clearing/close-out", "{\"x\": 1}").statusCode())
        .isEqualTo(400);
  }
}
