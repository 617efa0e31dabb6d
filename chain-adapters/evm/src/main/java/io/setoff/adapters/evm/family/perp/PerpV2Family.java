package io.setoff.adapters.evm.family.perp;

import io.setoff.adapters.evm.protocol.EvmFamily;
import io.setoff.adapters.evm.protocol.EvmVenue;
import io.setoff.adapters.evm.protocol.TokenDirectory;
import io.setoff.adapters.kernel.family.ConfigKey;
import io.setoff.adapters.kernel.family.ConfigValues;
import io.setoff.adapters.kernel.family.Deployment;
import java.util.List;

/** Deployments of Perp v2. */
public final class PerpV2Family implements EvmFamily {
  private static final String CLEARING_HOUSE = "clearing_house";
  private static final String ACCOUNT_BALANCE = "account_balance";
  private static final String VAULT = "vault";
  private static final String MARKET_REGISTRY = "market_registry";
  private static final String MARKETS = "markets";
  private static final String BASE_TOKEN = "base_token";
  private static final String SYMBOL = "symbol";
  private static final String UNDERLYING = "underlying";

  @Override
  public String family() {
    return "perp-v2";
  }

  @Override
  public List<ConfigKey> keys() {
    return List.of(
        ConfigKey.contract(CLEARING_HOUSE, "emits trades and liquidity changes"),
        ConfigKey.contract(ACCOUNT_BALANCE, "answers margin requirements"),
        ConfigKey.contract(VAULT, "holds collateral"),
        ConfigKey.contract(MARKET_REGISTRY, "names the pools"),
        ConfigKey.sections(
            MARKETS,
            "market",
            BASE_TOKEN,
            "those that are read",
            ConfigKey.calledContract(BASE_TOKEN, "the virtual token that names the market"),
            ConfigKey.text(SYMBOL, "for the instrument id, `ETH`"),
            ConfigKey.underlying(UNDERLYING, "what it follows, `crypto:ETH`")));
  }

  @Override
  public EvmVenue create(Deployment deployment, TokenDirectory tokens) {
    ConfigValues values = deployment.values();
    PerpV2Contracts contracts =
        new PerpV2Contracts(
            values.text(CLEARING_HOUSE),
            values.text(ACCOUNT_BALANCE),
            values.text(VAULT),
            values.text(MARKET_REGISTRY));
    List<PerpMarket> markets =
        values.list(MARKETS).stream()
            .map(
                market ->
                    new PerpMarket(
                        market.text(BASE_TOKEN),
                        market.text(SYMBOL),
                        market.underlying(UNDERLYING)))
            .toList();
    return new PerpV2(deployment.venue(), contracts, markets, tokens);
  }
}
