package io.setoff.gateway.it;

import static io.setoff.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.adapters.evm.devnet.Devnet;
import io.setoff.adapters.evm.devnet.DevnetChain;
import io.setoff.v1.ChainStatus;
import io.setoff.v1.CoverageState;
import io.setoff.v1.GapKind;
import io.setoff.v1.GetPortfolioRequest;
import io.setoff.v1.ListVenuesRequest;
import io.setoff.v1.Portfolio;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.HexFormat;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.web3j.crypto.Hash;

/** A balance that changes without a log is found, said, counted, and forgotten when it is right. */
class ReconcileIT {
  /** Place of {@code balanceOf} in WETH9. */
  private static final int PLACE = 3;

  /** More than the node takes for final. */
  private static final String BLOCKS = "0x50";

  @Test
  void anAccountThatDiffersFromItsContractsIsQuarantinedUntilItAgrees() {
    try (Devnet devnet = Devnet.start();
        DevnetChain chain = new DevnetChain(devnet, "A")) {
      devnet.play();
      Path config =
          Configs.withoutOracle(
              devnet,
              "reconcile",
              yaml -> yaml.replaceFirst(" rpc:", " reconcile_interval: 50ms\n    rpc:"));
      try (RunningGateway gateway = RunningGateway.start(config).awaitIndexed()) {
        chain.rpc().call("anvil_mine", BLOCKS);
        gateway.awaitIndexed();
        await().until(() -> status(gateway, chain).getReconciliation().getProved() > 0);
        // It may not have heard of the mined blocks before, and be on its way to them now.
        awaitComplete(gateway, devnet);
        assertThat(status(gateway, chain).getReconciliation().getMismatches()).isZero();

        String slot = slot(devnet.account("hedged"));
        String weth = chain.address("tokens/WETH");
        String before = chain.rpc().call("eth_getStorageAt", weth, slot, "latest").asText();
        gateway.unseen(() -> setBalance(chain, weth, slot, "0x" + "%064x".formatted(7)));
        await()
            .untilAsserted(
                () -> {
                  Portfolio portfolio = portfolio(gateway, devnet);
                  assertThat(portfolio.getComplete()).isFalse();
                  assertThat(portfolio.getGapsList())
                      .anySatisfy(
                          gap -> {
                            assertThat(gap.getKind()).isEqualTo(GapKind.GAP_KIND_MISMATCH);
                            assertThat(gap.getDetail())
                                .contains(
                                    "the balance of WETH", " 7 ", "blocks again gives the same");
                          });
                  assertThat(portfolio.getCoverageList())
                      .filteredOn(venue -> venue.getVenue().getChain().equals(chain.id().value()))
                      .as("the wallet alone is in doubt")
                      .allMatch(
                          v ->
                              v.getState()
                                  == (v.getVenue().getProtocol().equals("wallet")
                                      ? CoverageState.COVERAGE_STATE_DEGRADED
                                      : CoverageState.COVERAGE_STATE_OK));
                });
        assertThat(status(gateway, chain).getReconciliation().getQuarantined()).isOne();
        assertThat(status(gateway, chain).getReconciliation().getReasonsList())
            .singleElement(InstanceOfAssertFactories.STRING)
            .contains("the balance of WETH", "blocks again gives the same");
        assertThat(gateway.get("/q/metrics").body()).contains("setoff_accounts_quarantined");

        gateway.unseen(() -> setBalance(chain, weth, slot, before));
        await("what differs is read with the blocks that come")
            .until(
                () -> {
                  chain.rpc().call("anvil_mine", "0x1");
                  return portfolio(gateway, devnet).getComplete();
                });
      }
    }
  }

  /**
   * Changes storage without a transaction. The node takes the newest block's state to have changed
   * then, but not its state root: were that very block compared, the node's proofs would be false.
   */
  private static void setBalance(DevnetChain chain, String token, String slot, String word) {
    chain.rpc().call("anvil_setStorageAt", token, slot, word);
    chain.rpc().call("anvil_mine", BLOCKS);
  }

  private static void awaitComplete(RunningGateway gateway, Devnet devnet) {
    await()
        .untilAsserted(
            () -> {
              Portfolio portfolio = portfolio(gateway, devnet);
              assertThat(portfolio.getComplete())
                  .as("gaps %s of %s", portfolio.getGapsList(), portfolio.getCoverageList())
                  .isTrue();
            });
  }

  private static Portfolio portfolio(RunningGateway gateway, Devnet devnet) {
    return gateway
        .portfolios()
        .getPortfolio(GetPortfolioRequest.newBuilder().setAccount(devnet.account("hedged")).build())
        .getPortfolio();
  }

  private static ChainStatus status(RunningGateway gateway, DevnetChain chain) {
    return gateway
        .portfolios()
        .listVenues(ListVenuesRequest.getDefaultInstance())
        .getChainsList()
        .stream()
        .filter(status -> status.getChain().equals(chain.id().value()))
        .findFirst()
        .orElseThrow();
  }

  private static String slot(String account) {
    BigInteger holder = new BigInteger(account.substring(2), 16);
    byte[] key = HexFormat.of().parseHex("%064x%064x".formatted(holder, PLACE));
    return "0x" + HexFormat.of().formatHex(Hash.sha3(key));
  }
}
