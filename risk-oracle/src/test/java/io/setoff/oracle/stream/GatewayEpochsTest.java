package io.setoff.oracle.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.setoff.oracle.EpochBuilder;
import io.setoff.oracle.EpochInputs;
import io.setoff.oracle.FakeGateway;
import io.setoff.oracle.Figures;
import io.setoff.oracle.OracleUnavailableException;
import io.setoff.v1.AccountFigures;
import io.setoff.v1.CoverageState;
import io.setoff.v1.ExposureFigures;
import io.setoff.v1.ExposureServiceGrpc;
import io.setoff.v1.ListFiguresRequest;
import io.setoff.v1.ListFiguresResponse;
import io.setoff.v1.PortfolioServiceGrpc;
import io.setoff.v1.RiskServiceGrpc;
import io.setoff.v1.VenueCoverage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A publisher that starts with a book that is not read yet. */
class GatewayEpochsTest {
  private static final List<String> ACCOUNTS = List.of(Figures.account(0), Figures.account(1));
  private static final EpochInputs INPUTS = Figures.inputs("main", Figures.TIME);

  private final Set<String> unread = new HashSet<>();

  private GatewayEpochs epochs() {
    FakeGateway gateway =
        new FakeGateway().on("RiskService/ListFigures", ListFiguresRequest.class, this::answer);
    EpochBuilder builder =
        new EpochBuilder(
            PortfolioServiceGrpc.newBlockingStub(gateway),
            RiskServiceGrpc.newBlockingStub(gateway),
            Set.of(),
            (account, grossUsd) -> {});
    return new GatewayEpochs(builder, ExposureServiceGrpc.newBlockingStub(gateway), ACCOUNTS);
  }

  private ListFiguresResponse answer(ListFiguresRequest asked) {
    ListFiguresResponse.Builder response = ListFiguresResponse.newBuilder();
    for (String account : asked.getAccountsList()) {
      response.addFigures(
          AccountFigures.newBuilder()
              .setAccount(account)
              .setExposure(
                  ExposureFigures.newBuilder()
                      .setNetUsd("0")
                      .setGrossUsd("0")
                      .setGrossWithDollarsUsd("0")
                      .setComplete(!unread.contains(account))
                      .setUnread(unread.contains(account))
                      .addCoverage(
                          VenueCoverage.newBuilder().setState(CoverageState.COVERAGE_STATE_OK)))
              .setMarginError("not of this test"));
    }
    return response.build();
  }

  @Test
  void theFirstEpochWaitsForAccountsThatAreBeingRead() {
    GatewayEpochs epochs = epochs();
    unread.add(ACCOUNTS.get(1));
    assertThatThrownBy(() -> epochs.build(INPUTS))
        .isInstanceOf(OracleUnavailableException.class)
        .hasMessageContaining("waits for 1 accounts");
    unread.clear();
    assertThat(epochs.build(INPUTS).rows()).hasSize(2);
  }

  /** One account that cannot be read later on is its own trouble. */
  @Test
  void laterEpochsWaitForNobody() {
    GatewayEpochs epochs = epochs();
    epochs.build(INPUTS);
    unread.add(ACCOUNTS.get(1));
    assertThat(epochs.build(Figures.inputs("main", Figures.TIME.plusSeconds(1))).rows()).hasSize(2);
  }
}
