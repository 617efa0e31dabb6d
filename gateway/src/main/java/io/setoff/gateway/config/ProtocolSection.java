package io.setoff.gateway.config;

import io.setoff.adapters.evm.EvmChainSettings;
import io.setoff.adapters.evm.family.perp.PerpMarket;
import io.setoff.adapters.evm.family.perp.PerpV2Contracts;
import io.setoff.model.ChainId;
import io.setoff.model.UnderlyingId;
import io.setoff.model.VenueId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The section {@code protocols}. */
final class ProtocolSection {
  private final Draft draft;

  ProtocolSection(Draft draft) {
    this.draft = draft;
  }

  void read(YamlValue entry) {
    Optional<ChainId> chain = draft.knownChain(entry);
    Optional<String> family = entry.field("family", Function.identity());
    Optional<String> name = entry.field("name", Function.identity());
    if (chain.isEmpty() || family.isEmpty() || name.isEmpty()) {
      return;
    }
    Optional<VenueId> venue = venue(entry, chain.get(), family.get(), name.get());
    if (venue.isEmpty() || !draft.isNew(entry, "protocol " + venue.get())) {
      return;
    }
    Draft.ChainParts parts = draft.parts(chain.get());
    switch (family.get()) {
      case "aave-v3" -> aave(entry, venue.get(), parts);
      case "uniswap-v3" -> uniswap(entry, venue.get(), parts);
      case "perp-v2" -> perp(entry, venue.get(), parts);
      case "cross-margin-vault" -> vault(entry, venue.get(), parts);
      default ->
          entry.problem(
              "unknown family \""
                  + family.get()
                  + "\"; known: aave-v3, uniswap-v3, perp-v2, cross-margin-vault");
    }
    entry.refuseOtherKeys();
  }

  private static Optional<VenueId> venue(
      YamlValue entry, ChainId chain, String family, String name) {
    try {
      return Optional.of(new VenueId(chain, family, name));
    } catch (IllegalArgumentException e) {
      entry.problem(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private void aave(YamlValue entry, VenueId venue, Draft.ChainParts parts) {
    Optional<ChainId> chain = Optional.of(venue.chain());
    Optional<String> pool = draft.contract(entry, "pool", chain, true);
    Optional<String> configurator = draft.contract(entry, "configurator", chain, true);
    if (pool.isPresent() && configurator.isPresent()) {
      parts.aave.add(new EvmChainSettings.Aave(venue, pool.get(), configurator.get()));
    }
  }

  private void uniswap(YamlValue entry, VenueId venue, Draft.ChainParts parts) {
    Optional<ChainId> chain = Optional.of(venue.chain());
    Optional<String> factory = draft.contract(entry, "factory", chain, true);
    Optional<String> manager = draft.contract(entry, "position_manager", chain, true);
    if (factory.isPresent() && manager.isPresent()) {
      parts.uniswap.add(new EvmChainSettings.Uniswap(venue, factory.get(), manager.get()));
    }
  }

  private void perp(YamlValue entry, VenueId venue, Draft.ChainParts parts) {
    Optional<ChainId> chain = Optional.of(venue.chain());
    Optional<String> clearing = draft.contract(entry, "clearing_house", chain, true);
    Optional<String> balance = draft.contract(entry, "account_balance", chain, true);
    Optional<String> vault = draft.contract(entry, "vault", chain, true);
    Optional<String> registry = draft.contract(entry, "market_registry", chain, true);
    List<PerpMarket> markets = new ArrayList<>();
    for (YamlValue market : entry.required("markets").map(YamlValue::list).orElse(List.of())) {
      Optional<String> base = draft.contract(market, "base_token", chain, false);
      Optional<String> symbol = market.field("symbol", Function.identity());
      Optional<UnderlyingId> underlying = market.field("underlying", Values::underlying);
      market.refuseOtherKeys();
      if (base.isPresent() && symbol.isPresent() && underlying.isPresent()) {
        draft.isNew(market, "market " + venue + " " + base.get());
        markets.add(new PerpMarket(base.get(), symbol.get(), underlying.get()));
      }
    }
    if (clearing.isPresent() && balance.isPresent() && vault.isPresent() && registry.isPresent()) {
      PerpV2Contracts all =
          new PerpV2Contracts(clearing.get(), balance.get(), vault.get(), registry.get());
      parts.perp.add(new EvmChainSettings.Perp(venue, all, markets));
    }
  }

  private void vault(YamlValue entry, VenueId venue, Draft.ChainParts parts) {
    draft
        .contract(entry, "vault", Optional.of(venue.chain()), true)
        .ifPresent(address -> parts.vaults.add(new EvmChainSettings.Vault(venue, address)));
  }
}
