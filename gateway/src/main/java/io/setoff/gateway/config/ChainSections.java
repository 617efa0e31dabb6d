package io.setoff.gateway.config;

import io.setoff.adapters.kernel.spi.ChainSettings;
import io.setoff.adapters.kernel.spi.FinalityDepths;
import io.setoff.adapters.kernel.spi.PriceFeed;
import io.setoff.adapters.kernel.spi.PriceFeed.Sequencer;
import io.setoff.adapters.kernel.spi.Trust;
import io.setoff.adapters.kernel.spi.Verification;
import io.setoff.adapters.rpc.RpcSettings;
import io.setoff.gateway.config.GatewayConfig.Chain;
import io.setoff.gateway.config.KnownChains.KnownChain;
import io.setoff.model.AssetId;
import io.setoff.model.ChainId;
import io.setoff.model.UnderlyingId;
import io.setoff.model.identity.Edge;
import io.setoff.model.identity.EdgeKind;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The sections {@code chains}, {@code tokens} and {@code prices}. */
final class ChainSections {
  private final Draft draft;

  ChainSections(Draft draft) {
    this.draft = draft;
  }

  void chain(YamlValue entry) {
    entry
        .field("id", Values::evmChain)
        .filter(id -> draft.isNew(entry, "chain " + id))
        .ifPresent(id -> draft.chains().put(id, new Draft.ChainParts(entry)));
  }

  /** The chain, when all that it needs has been read. */
  Optional<Chain> complete(ChainId id, Draft.ChainParts parts) {
    YamlValue entry = parts.entry;
    Optional<String> name = entry.optionalField("name", Function.identity());
    Optional<URI> explorer =
        entry.optional("explorer").isPresent()
            ? entry.optionalField("explorer", Values::explorerOrNone).flatMap(Function.identity())
            : draft.known().of(id).map(KnownChain::explorer);
    List<URI> rpc = new ArrayList<>();
    List<Integer> rpcLines = new ArrayList<>();
    Optional<YamlValue> rpcList = entry.required("rpc");
    rpcList
        .map(YamlValue::list)
        .orElse(List.of())
        .forEach(
            value ->
                value
                    .as(NodeUrls::http)
                    .ifPresent(
                        url -> {
                          rpc.add(url);
                          rpcLines.add(value.line());
                        }));
    if (rpcList.isPresent() && rpc.isEmpty()) {
      rpcList.get().problem("needs at least one URL");
    }
    long start = entry.optionalField("start_block", Values::height).orElse(0L);
    Duration poll =
        entry.optionalField("poll_interval", Values::duration).orElse(Duration.ofSeconds(1));
    Duration stale =
        entry.optionalField("stale_after", Values::duration).orElse(Duration.ofMinutes(1));
    Duration stalled =
        entry.optionalField("stalled_after", Values::duration).orElse(Duration.ofMinutes(5));
    List<URI> sockets = new ArrayList<>();
    entry.list("ws").forEach(url -> url.as(NodeUrls::socket).ifPresent(sockets::add));
    Trust trust = trust(entry);
    GatewayConfig.Reading reading = reading(entry);
    entry.optional("native").ifPresent(value -> nativeCoin(id, parts, value));
    checkFaces(id, parts);
    entry.refuseOtherKeys();
    ChainSettings settings =
        new ChainSettings(
            id,
            parts.nativeSymbol.isEmpty() ? "native" : parts.nativeSymbol,
            parts.nativeDecimals,
            parts.symbols,
            parts.wrapped,
            parts.faces.keySet(),
            parts.deployments,
            parts.feeds,
            trust,
            sockets);
    return Optional.of(
        new Chain(
            id,
            entry.line(),
            name.orElse(id.value()),
            explorer,
            rpc,
            rpcLines,
            start,
            poll,
            stale,
            stalled,
            reading,
            settings));
  }

  private static Trust trust(YamlValue entry) {
    Verification verification =
        entry
            .optionalField("verify", text -> Values.choice(Verification.class, text))
            .orElse(Trust.DEFAULT.verification());
    long safe =
        entry.optionalField("safe_depth", Values::height).orElse(FinalityDepths.DEFAULT.safe());
    long finalized =
        entry
            .optionalField("finalized_depth", Values::height)
            .orElse(Math.max(safe, FinalityDepths.DEFAULT.finalized()));
    if (finalized < safe) {
      entry.problem("finalized_depth is at least safe_depth");
      finalized = safe;
    }
    return new Trust(new FinalityDepths(safe, finalized), verification);
  }

  private static GatewayConfig.Reading reading(YamlValue entry) {
    RpcSettings limits = RpcSettings.DEFAULT;
    Optional<Integer> rate = entry.optionalField("requests_per_second", Values::rate);
    return new GatewayConfig.Reading(
        rate.map(limits::atMost).orElse(limits),
        entry.optionalField("reconcile_interval", Values::duration).orElse(Duration.ofMinutes(1)));
  }

  private void nativeCoin(ChainId id, Draft.ChainParts parts, YamlValue value) {
    value.field("symbol", Function.identity()).ifPresent(symbol -> parts.nativeSymbol = symbol);
    value
        .optionalField("decimals", Values::decimals)
        .ifPresent(decimals -> parts.nativeDecimals = decimals);
    edge(value, UnderlyingId.of(AssetId.nativeCoin(id)));
    value.refuseOtherKeys();
  }

  /** Reads {@code edge} and {@code to}, which come together or not at all. */
  private void edge(YamlValue value, UnderlyingId from) {
    Optional<YamlValue> kindValue = value.optional("edge");
    Optional<YamlValue> toValue = value.optional("to");
    if (kindValue.isPresent() != toValue.isPresent()) {
      value.problem("\"edge\" and \"to\" come together");
      return;
    }
    Optional<EdgeKind> kind =
        kindValue.flatMap(v -> v.as(text -> Values.choice(EdgeKind.class, text)));
    Optional<UnderlyingId> to = toValue.flatMap(v -> v.as(Values::underlying));
    if (kind.isPresent() && to.isPresent()) {
      draft.edges().add(new Edge(from, kind.get(), to.get()));
    }
  }

  void token(YamlValue entry) {
    Optional<ChainId> chain = draft.knownChain(entry);
    Optional<String> address = draft.contract(entry, "address", chain, false);
    Optional<String> symbol = entry.field("symbol", Function.identity());
    boolean wrapped = entry.optionalField("wrapped_native", Values::flag).orElse(false);
    Optional<UnderlyingId> sameAs =
        chain.flatMap(of -> entry.optionalField("same_as", text -> ledger(of, text)));
    boolean listed = !entry.optionalField("spam", Values::flag).orElse(false);
    if (chain.isPresent() && address.isPresent()) {
      UnderlyingId self = UnderlyingId.of(AssetId.erc20(chain.get(), address.get()));
      if (sameAs.filter(self::equals).isPresent()) {
        entry.problem("a token is always the same as itself");
      }
      if (entry.optional("edge").isEmpty()) {
        sameAs.ifPresent(other -> draft.edges().add(new Edge(self, EdgeKind.NATIVE_WRAP, other)));
      }
      edge(entry, self);
      if (draft.isNew(entry, Draft.tokenIdentity(chain.get(), address.get()))
          && symbol.isPresent()
          && listed) {
        Draft.ChainParts parts = draft.parts(chain.get());
        parts.symbols.put(address.get(), symbol.get());
        if (wrapped) {
          parts.wrapped.add(address.get());
        }
        sameAs.ifPresent(ledger -> parts.faces.put(address.get(), ledger));
      }
    }
    entry.refuseOtherKeys();
  }

  /** To be called when every token of the file has been read. */
  void knownTokens() {
    draft
        .chains()
        .forEach(
            (id, parts) -> {
              Optional<KnownTokens> known =
                  draft.known().of(id).map(chain -> new KnownTokens(draft, id, parts, chain));
              if (parts.entry.optionalField("known_tokens", Values::flag).orElse(false)) {
                known.ifPresentOrElse(
                    KnownTokens::addAll, () -> parts.entry.problem("no tokens are known of " + id));
              }
              known.ifPresent(KnownTokens::addFaces);
            });
  }

  /** What a token shows the balances of: the chain's coin, or another token. */
  private UnderlyingId ledger(ChainId chain, String text) {
    return UnderlyingId.of(
        text.equals("native")
            ? AssetId.nativeCoin(chain)
            : AssetId.erc20(chain, draft.address(text)));
  }

  /** What nobody counts would be lost. */
  private static void checkFaces(ChainId id, Draft.ChainParts parts) {
    parts.faces.forEach(
        (face, ledger) -> {
          if (!parts.counts(id, ledger)) {
            parts.entry.problem(
                "token %s is the same_as %s, which is no token that is counted"
                    .formatted(face, ledger.value()));
          }
        });
  }

  void price(YamlValue entry, int rank) {
    Optional<ChainId> chain = draft.knownChain(entry);
    Optional<UnderlyingId> underlying = entry.field("underlying", Values::underlying);
    Optional<String> feed = draft.contract(entry, "feed", chain, false);
    Optional<Duration> heartbeat = entry.field("heartbeat", Values::duration);
    UnderlyingId quote = entry.optionalField("quote", Values::underlying).orElse(UnderlyingId.USD);
    BigDecimal maxJump =
        entry.optionalField("max_jump", Values::ratio).orElse(PriceFeed.DEFAULT_MAX_JUMP);
    Duration maxPause =
        entry.optionalField("max_pause", Values::duration).orElse(PriceFeed.DEFAULT_MAX_PAUSE);
    Optional<Sequencer> sequencer = sequencer(entry, chain);
    entry.refuseOtherKeys();
    if (chain.isPresent() && underlying.isPresent() && feed.isPresent() && heartbeat.isPresent()) {
      draft.isNew(entry, "price " + chain.get() + " " + feed.get() + " of " + underlying.get());
      draft
          .parts(chain.get())
          .feeds
          .add(
              new PriceFeed(
                  rank,
                  feed.get(),
                  underlying.get(),
                  quote,
                  heartbeat.get(),
                  maxJump,
                  maxPause,
                  sequencer));
    }
  }

  private Optional<Sequencer> sequencer(YamlValue entry, Optional<ChainId> chain) {
    Duration grace =
        entry.optionalField("sequencer_grace", Values::duration).orElse(Duration.ofHours(1));
    return entry.optional("sequencer_uptime").isEmpty()
        ? Optional.empty()
        : draft
            .contract(entry, "sequencer_uptime", chain, false)
            .map(uptime -> new Sequencer(uptime, grace));
  }
}
