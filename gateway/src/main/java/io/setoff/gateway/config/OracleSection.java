package io.setoff.gateway.config;

import io.setoff.gateway.config.OracleConfig.Contract;
import io.setoff.gateway.config.OracleConfig.Signing;
import io.setoff.gateway.config.OracleConfig.Stream;
import io.setoff.model.ChainId;
import io.setoff.oracle.publish.FeePolicy;
import io.setoff.oracle.sign.MoveBound;
import io.setoff.oracle.trigger.TriggerRules;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** The sections {@code oracle} and {@code signer}. */
final class OracleSection {
  private static final BigDecimal GWEI = BigDecimal.TEN.pow(9);
  private static final BigDecimal ETHER = BigDecimal.TEN.pow(18);

  /** Gross USD of an account that is worth a few more requests before each publication. */
  private static final BigDecimal PROVE_ABOVE = new BigDecimal(1_000_000);

  private final Draft draft;
  private final Path folder;
  private final Path store;

  /**
   * Reader of the sections.
   *
   * @param folder against which their paths are resolved
   * @param store folder of the embedded store: what is to be kept longer is beside it by default
   */
  OracleSection(Draft draft, Path folder, Path store) {
    this.draft = draft;
    this.folder = folder;
    this.store = store;
  }

  private Path path(String text) {
    return folder.resolve(text).normalize();
  }

  private Path besideStore(String what) {
    return store.resolveSibling(store.getFileName() + "-" + what);
  }

  Optional<OracleConfig> read(YamlValue section) {
    List<Contract> contracts = contracts(section);
    List<Stream> streams = new ArrayList<>();
    for (YamlValue entry : section.required("streams").map(YamlValue::list).orElse(List.of())) {
      stream(entry).ifPresent(streams::add);
    }
    Optional<Path> keys = section.field("keys", this::path);
    Optional<Signing> signing = new SigningSection(draft).read(section);
    FeePolicy fees = fees(section.optional("fees"));
    int quorum = section.optionalField("rpc_quorum", Values::count).orElse(0);
    BigDecimal proveAbove =
        section.optionalField("prove_above", Values::amount).orElse(PROVE_ABOVE);
    Path state = section.optionalField("state", this::path).orElse(besideStore("oracle"));
    List<URI> gateways =
        section.list("gateways").stream().flatMap(url -> url.as(Values::httpUrl).stream()).toList();
    section.refuseOtherKeys();
    return keys.flatMap(
        file ->
            signing.map(
                who ->
                    new OracleConfig(
                        contracts, streams, who, file, proveAbove, fees, quorum, state, gateways)));
  }

  private Optional<Stream> stream(YamlValue entry) {
    Optional<String> name =
        entry.field("name", Function.identity()).filter(n -> draft.isNew(entry, "stream " + n));
    List<String> publish = publish(entry, name.orElse(""));
    List<String> venues = entry.optional("venues").map(this::venues).orElse(List.of());
    Optional<Duration> validity = entry.field("validity", Values::duration);
    Optional<Duration> heartbeat = entry.field("heartbeat", Values::duration);
    Optional<Duration> every = entry.optionalField("check_every", Values::duration);
    TriggerRules trigger =
        trigger(entry.optional("trigger"), heartbeat.orElse(Duration.ofMinutes(1)));
    entry.refuseOtherKeys();
    if (validity.isPresent()
        && heartbeat.filter(h -> h.compareTo(validity.get()) >= 0).isPresent()) {
      entry
          .optional("validity")
          .ifPresent(
              v -> v.problem("must be longer than heartbeat: or reports end before the next"));
    }
    if (publish.isEmpty()) {
      entry.problem("publish names no account");
    }
    if (name.isEmpty() || validity.isEmpty() || heartbeat.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Stream(
            name.get(),
            publish,
            venues,
            validity.get(),
            every.orElse(Duration.ofSeconds(1)),
            trigger));
  }

  private List<String> publish(YamlValue entry, String stream) {
    List<String> publish = new ArrayList<>();
    for (YamlValue account : entry.required("publish").map(YamlValue::list).orElse(List.of())) {
      account
          .as(draft::address)
          .filter(a -> draft.isNew(account, "account " + a + " published in " + stream))
          .ifPresent(publish::add);
    }
    return publish;
  }

  private List<Contract> contracts(YamlValue section) {
    List<Contract> contracts = new ArrayList<>();
    for (YamlValue target : section.required("contracts").map(YamlValue::list).orElse(List.of())) {
      Optional<ChainId> chain = draft.knownChain(target);
      Optional<String> address = draft.contract(target, "address", chain, false);
      target.refuseOtherKeys();
      if (chain.isPresent()
          && address.isPresent()
          && draft.isNew(target, "oracle on " + chain.get())) {
        contracts.add(new Contract(chain.get(), address.get()));
      }
    }
    return contracts;
  }

  private TriggerRules trigger(Optional<YamlValue> section, Duration heartbeat) {
    Map<String, BigDecimal> limits = new TreeMap<>();
    for (YamlValue limit : section.map(s -> s.list("limits")).orElse(List.of())) {
      Optional<String> account = limit.field("account", draft::address);
      Optional<BigDecimal> usd = limit.field("usd", Values::amount);
      limit.refuseOtherKeys();
      if (account.isPresent() && usd.isPresent()) {
        limits.put(account.get(), usd.get());
      }
    }
    TriggerRules rules =
        new TriggerRules(
            heartbeat,
            field(section, "min_interval", Values::duration, Duration.ofSeconds(1)),
            field(section, "absolute_usd", Values::amount, BigDecimal.valueOf(1_000)),
            field(section, "share", Values::ratio, new BigDecimal("0.01")),
            limits,
            field(section, "hysteresis", Values::ratio, new BigDecimal("0.1")));
    section.ifPresent(YamlValue::refuseOtherKeys);
    return rules;
  }

  private static FeePolicy fees(Optional<YamlValue> section) {
    FeePolicy fees =
        new FeePolicy(
            wei(section, "min_tip_gwei", GWEI, BigDecimal.ONE),
            wei(section, "max_fee_gwei", GWEI, BigDecimal.valueOf(500)),
            field(section, "max_replacements", Values::count, 20),
            wei(section, "daily_budget_eth", ETHER, BigDecimal.ONE));
    section.ifPresent(YamlValue::refuseOtherKeys);
    return fees;
  }

  private static BigInteger wei(
      Optional<YamlValue> section, String key, BigDecimal unit, BigDecimal fallback) {
    return field(section, key, Values::amount, fallback).multiply(unit).toBigInteger();
  }

  private static <T> T field(
      Optional<YamlValue> section, String key, Function<String, T> parse, T fallback) {
    return section.flatMap(value -> value.optionalField(key, parse)).orElse(fallback);
  }

  Optional<SignerConfig> signer(YamlValue section) {
    Optional<SignerConfig.Key> key =
        section
            .optional("web3signer")
            .map(OracleSection::remote)
            .orElseGet(() -> section.field("key", this::path).map(SignerConfig.Key.InFile::new));
    Path ledger = section.optionalField("ledger", this::path).orElse(besideStore("signed"));
    Optional<Duration> maxAge = section.optionalField("max_age", Values::duration);
    Optional<MoveBound> maxMove = section.optional("max_move").flatMap(OracleSection::moveBound);
    section.refuseOtherKeys();
    return key.map(
        where -> new SignerConfig(where, ledger, maxAge.orElse(Duration.ofMinutes(1)), maxMove));
  }

  private static Optional<MoveBound> moveBound(YamlValue section) {
    Optional<BigDecimal> absolute = section.field("absolute_usd", Values::amount);
    Optional<BigDecimal> share = section.field("share", Values::ratio);
    section.refuseOtherKeys();
    return absolute.flatMap(usd -> share.map(ratio -> new MoveBound(usd, ratio)));
  }

  private static Optional<SignerConfig.Key> remote(YamlValue section) {
    Optional<URI> url = section.field("url", Values::httpUrl);
    Optional<String> publicKey = section.field("public_key", Values::publicKey);
    section.refuseOtherKeys();
    return url.flatMap(u -> publicKey.map(p -> new SignerConfig.Key.Remote(u, p)));
  }

  private List<String> venues(YamlValue list) {
    List<String> venues = new ArrayList<>();
    List<YamlValue> entries = list.list();
    for (YamlValue entry : entries) {
      entry
          .text()
          .filter(venue -> draft.isVenue(entry, venue))
          .filter(venue -> isFirst(entry, venue, venues))
          .ifPresent(venues::add);
    }
    if (entries.isEmpty()) {
      list.problem("names no venue; without the key it is all venues");
    }
    return venues;
  }

  private static boolean isFirst(YamlValue entry, String venue, List<String> before) {
    boolean first = !before.contains(venue);
    if (!first) {
      entry.problem("duplicate: venue of the stream " + venue);
    }
    return first;
  }
}
