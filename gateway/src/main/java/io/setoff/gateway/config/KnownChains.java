package io.setoff.gateway.config;

import io.setoff.model.AssetId;
import io.setoff.model.ChainId;
import io.setoff.model.UnderlyingId;
import io.setoff.model.identity.EdgeKind;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.yaml.snakeyaml.Yaml;

/** What {@code known-chains.yaml} tells of public chains. */
record KnownChains(Map<ChainId, KnownChain> chains) {
  private static final String RESOURCE = "known-chains.yaml";

  KnownChains {
    chains = Map.copyOf(chains);
  }

  /**
   * A public chain.
   *
   * @param explorer base of addresses as in EIP-3091
   * @param tokens whose balances are worth reading
   * @param faces tokens that show the balances of another ledger, by address
   */
  record KnownChain(
      URI explorer, Coin coin, List<KnownToken> tokens, Map<String, UnderlyingId> faces) {
    KnownChain {
      tokens = List.copyOf(tokens);
      faces = Map.copyOf(faces);
    }
  }

  /** The native coin, and what it is a form of. */
  record Coin(String symbol, EdgeKind edge, UnderlyingId to) {}

  /** A token, and what it is a form of. */
  record KnownToken(
      String address, String symbol, EdgeKind edge, UnderlyingId to, boolean wrappedNative) {}

  Optional<KnownChain> of(ChainId chain) {
    return Optional.ofNullable(chains.get(chain));
  }

  static KnownChains load() {
    List<ConfigProblem> problems = new ArrayList<>();
    Map<ChainId, KnownChain> chains = new LinkedHashMap<>();
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(KnownChains.class.getResourceAsStream(RESOURCE), RESOURCE),
            StandardCharsets.UTF_8)) {
      new YamlValue(new Yaml().compose(reader), "", problems)
          .entries()
          .forEach(
              (id, entry) -> {
                ChainId chain = Values.evmChain(id);
                chains.put(chain, chain(chain, entry));
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!problems.isEmpty()) {
      throw new IllegalStateException(RESOURCE + ": " + problems);
    }
    return new KnownChains(chains);
  }

  private static KnownChain chain(ChainId id, YamlValue entry) {
    YamlValue coin = entry.required("native").orElseThrow();
    Map<String, UnderlyingId> faces = new LinkedHashMap<>();
    for (YamlValue face : entry.list("faces")) {
      faces.put(
          text(face, "address"), face.field("same_as", text -> ledger(id, text)).orElseThrow());
      face.refuseOtherKeys();
    }
    KnownChain chain =
        new KnownChain(
            entry.field("explorer", Values::explorer).orElseThrow(),
            new Coin(text(coin, "symbol"), edge(coin), to(coin)),
            entry.list("tokens").stream().map(KnownChains::token).toList(),
            faces);
    coin.refuseOtherKeys();
    entry.refuseOtherKeys();
    return chain;
  }

  private static KnownToken token(YamlValue entry) {
    KnownToken token =
        new KnownToken(
            text(entry, "address"),
            text(entry, "symbol"),
            edge(entry),
            to(entry),
            entry.optionalField("wrapped_native", Values::flag).orElse(false));
    entry.refuseOtherKeys();
    return token;
  }

  private static String text(YamlValue entry, String key) {
    return entry.field(key, Function.identity()).orElseThrow();
  }

  private static EdgeKind edge(YamlValue entry) {
    return entry.field("edge", text -> Values.choice(EdgeKind.class, text)).orElseThrow();
  }

  private static UnderlyingId to(YamlValue entry) {
    return entry.field("to", Values::underlying).orElseThrow();
  }

  private static UnderlyingId ledger(ChainId chain, String text) {
    return UnderlyingId.of(
        text.equals("native") ? AssetId.nativeCoin(chain) : AssetId.erc20(chain, text));
  }
}
