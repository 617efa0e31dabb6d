package io.setoff.gateway.config;

import io.setoff.gateway.config.GatewayConfig.Contract;
import io.setoff.gateway.config.KnownChains.KnownChain;
import io.setoff.gateway.config.KnownChains.KnownToken;
import io.setoff.model.AssetId;
import io.setoff.model.ChainId;
import io.setoff.model.UnderlyingId;
import io.setoff.model.identity.Edge;
import io.setoff.model.identity.EdgeKind;

/** Adds what is known of a chain's tokens to what the file says. The file comes first. */
final class KnownTokens {
  private final Draft draft;
  private final ChainId chain;
  private final Draft.ChainParts parts;
  private final KnownChain known;

  KnownTokens(Draft draft, ChainId chain, Draft.ChainParts parts, KnownChain known) {
    this.draft = draft;
    this.chain = chain;
    this.parts = parts;
    this.known = known;
  }

  /** The coin, unless the file has it, and every token that the file does not name. */
  void addAll() {
    if (parts.entry.optional("native").isEmpty()) {
      parts.nativeSymbol = known.coin().symbol();
      draft
          .edges()
          .add(
              new Edge(
                  UnderlyingId.of(AssetId.nativeCoin(chain)),
                  known.coin().edge(),
                  known.coin().to()));
    }
    known.tokens().stream()
        .filter(token -> !draft.names(chain, token.address()))
        .forEach(this::add);
  }

  private void add(KnownToken token) {
    parts.symbols.put(token.address(), token.symbol());
    if (token.wrappedNative()) {
      parts.wrapped.add(token.address());
    }
    draft.edges().add(new Edge(self(token.address()), token.edge(), token.to()));
    draft
        .contracts()
        .add(
            new Contract(
                chain,
                token.address(),
                parts.entry.line(),
                parts.entry.path() + ".known_tokens",
                false));
  }

  /** Tokens of the file that show the balances of a ledger which is counted. */
  void addFaces() {
    known.faces().forEach(this::face);
  }

  private void face(String address, UnderlyingId ledger) {
    if (!parts.symbols.containsKey(address)
        || parts.faces.containsKey(address)
        || !parts.counts(chain, ledger)) {
      return;
    }
    parts.faces.put(address, ledger);
    UnderlyingId self = self(address);
    if (draft.edges().stream().noneMatch(edge -> edge.from().equals(self))) {
      draft.edges().add(new Edge(self, EdgeKind.NATIVE_WRAP, ledger));
    }
  }

  private UnderlyingId self(String address) {
    return UnderlyingId.of(AssetId.erc20(chain, address));
  }
}
