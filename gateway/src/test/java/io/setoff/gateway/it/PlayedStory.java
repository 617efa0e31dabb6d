package io.setoff.gateway.it;

import io.setoff.adapters.evm.devnet.Devnet;
import io.setoff.adapters.evm.devnet.DevnetChain;
import io.setoff.v1.Finality;
import io.setoff.v1.GetExposureRequest;
import io.setoff.v1.GetExposureResponse;
import io.setoff.v1.GetMarginRequest;
import io.setoff.v1.GetMarginResponse;
import io.setoff.v1.GetPortfolioRequest;
import io.setoff.v1.ListAccountsRequest;
import io.setoff.v1.NamedAccount;
import io.setoff.v1.Policy;
import io.setoff.v1.Portfolio;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A gateway beside two chains on which the story has been played and which stand still: it does not
 * publish. However long the other tests take, its answers stay the same and complete.
 */
final class PlayedStory implements AutoCloseable {
  private final Devnet devnet = Devnet.start();
  private final List<DevnetChain> chains;
  private final RunningGateway gateway;

  private PlayedStory() {
    devnet.play();
    chains = List.of(new DevnetChain(devnet, "A"), new DevnetChain(devnet, "B"));
    gateway = RunningGateway.start(Configs.withoutOracle(devnet)).awaitIndexed();
  }

  /** The one of the run. */
  static final class Shared extends OncePerRun<PlayedStory> {
    Shared() {
      super(PlayedStory.class, PlayedStory::new);
    }
  }

  RunningGateway gateway() {
    return gateway;
  }

  /** Another gateway beside the same chains, with a changed configuration. */
  RunningGateway another(String name, UnaryOperator<String> change) {
    return RunningGateway.start(Configs.withoutOracle(devnet, name, change)).awaitIndexed();
  }

  List<String> accounts() {
    return gateway
        .portfolios()
        .listAccounts(ListAccountsRequest.getDefaultInstance())
        .getAccountsList()
        .stream()
        .map(NamedAccount::getAccount)
        .toList();
  }

  GetMarginResponse margin(String account, Finality finality) {
    return gateway
        .risk()
        .getMargin(GetMarginRequest.newBuilder().setAccount(account).setFinality(finality).build());
  }

  /** A chain to ask by oneself, for as long as the story is told. */
  DevnetChain chain(String id) {
    return chains.stream().filter(each -> each.id().value().equals(id)).findFirst().orElseThrow();
  }

  String account(String name) {
    return devnet.account(name);
  }

  String hedged() {
    return devnet.account("hedged");
  }

  Portfolio portfolio(String account) {
    return gateway
        .portfolios()
        .getPortfolio(GetPortfolioRequest.newBuilder().setAccount(account).build())
        .getPortfolio();
  }

  GetExposureResponse exposure(String account, Policy policy, Finality finality) {
    return gateway
        .exposures()
        .getExposure(
            GetExposureRequest.newBuilder()
                .setAccount(account)
                .setPolicy(policy)
                .setFinality(finality)
                .build());
  }

  @Override
  public void close() {
    gateway.close();
    chains.forEach(DevnetChain::close);
    devnet.close();
  }
}
