package io.setoff.gateway.config;

import io.setoff.adapters.kernel.spi.ChainNamespace;
import io.setoff.gateway.config.GatewayConfig.Account;
import io.setoff.gateway.config.GatewayConfig.Chain;
import io.setoff.gateway.config.GatewayConfig.Endpoint;
import io.setoff.gateway.config.GatewayConfig.Http;
import io.setoff.model.identity.IdentityGraph;
import io.setoff.store.RedisSettings;
import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Reads a configuration file. All problems are found in one go, each with its line. */
public final class ConfigLoader {
  private static final int HTTP_PORT = 8080;
  private static final int GRPC_PORT = 9090;

  private final Path file;
  private final List<ConfigProblem> problems = new ArrayList<>();
  private final Optional<RoleNames> roles;
  private final Draft draft;

  private ConfigLoader(Path file, ChainNamespace namespace, Optional<RoleNames> roles) {
    this.file = file;
    this.roles = roles;
    this.draft = new Draft(namespace);
  }

  /**
   * Loads a file.
   *
   * @param namespace the chains that can be configured
   * @throws ConfigException when it cannot be read or breaks a rule
   */
  public static GatewayConfig load(Path file, ChainNamespace namespace) throws ConfigException {
    return load(file, namespace, Optional.empty());
  }

  /**
   * Loads a file for a process that is started with other roles than it may say.
   *
   * @throws ConfigException when it cannot be read or breaks a rule
   */
  public static GatewayConfig load(Path file, ChainNamespace namespace, Optional<RoleNames> roles)
      throws ConfigException {
    return new ConfigLoader(file.toAbsolutePath().normalize(), namespace, roles).load();
  }

  private GatewayConfig load() throws ConfigException {
    YamlValue root = new YamlValue(parse(), "", problems);
    ChainSections chainSections = new ChainSections(draft);
    ProtocolSection protocolSection = new ProtocolSection(draft);
    Http http = http(root.optional("http"));
    Endpoint grpc = endpoint(root.optional("grpc"), new Endpoint(http.at().host(), GRPC_PORT));
    root.optional("grpc").ifPresent(YamlValue::refuseOtherKeys);
    Path store =
        root.optional("store")
            .flatMap(value -> value.optionalField("path", Function.identity()))
            .map(this::relative)
            .orElse(relative("data"));
    Optional<RedisSettings> redis =
        root.optional("store")
            .flatMap(value -> value.optional("redis"))
            .flatMap(new RedisSection(folder())::read);
    root.optional("store").ifPresent(YamlValue::refuseOtherKeys);
    root.required("chains").map(YamlValue::list).orElse(List.of()).forEach(chainSections::chain);
    root.list("tokens").forEach(chainSections::token);
    chainSections.knownTokens();
    root.list("protocols").forEach(protocolSection::read);
    BigDecimal deviation =
        root.optional("max_price_deviation")
            .flatMap(value -> value.as(Values::ratio))
            .orElse(new BigDecimal("0.02"));
    int rank = 0;
    for (YamlValue price : root.list("prices")) {
      chainSections.price(price, rank++);
    }
    List<Account> accounts = new ArrayList<>();
    root.list("accounts").forEach(value -> account(value).ifPresent(accounts::add));
    TrackingLimits tracking = tracking(root.optional("tracking"));
    RiskConfig risk = new RiskSection(draft, folder()).read(root.optional("risk"));
    OracleSection oracleSection = new OracleSection(draft, folder(), store);
    Optional<OracleConfig> oracle = root.optional("oracle").flatMap(oracleSection::read);
    Optional<SignerConfig> signer = root.optional("signer").flatMap(oracleSection::signer);
    Set<Role> does = new RolesSection(oracle, signer, redis).read(root, roles);
    Optional<String> leases =
        root.optional("kubernetes").flatMap(value -> value.field("leases", Values::leaseName));
    root.optional("kubernetes").ifPresent(YamlValue::refuseOtherKeys);
    if (leases.isPresent() && redis.isEmpty()) {
      root.problem("kubernetes.leases needs store.redis: an embedded store has one process");
    }
    Optional<URI> otlp =
        root.optional("telemetry").flatMap(value -> value.field("otlp", Values::collector));
    root.optional("telemetry").ifPresent(YamlValue::refuseOtherKeys);
    root.refuseOtherKeys();
    List<Chain> complete = new ArrayList<>();
    draft
        .chains()
        .forEach((id, parts) -> chainSections.complete(id, parts).ifPresent(complete::add));
    checkGraph(root);
    if (!problems.isEmpty()) {
      throw new ConfigException(file, problems);
    }
    return new GatewayConfig(
        file,
        http,
        grpc,
        store,
        redis,
        complete,
        draft.edges(),
        deviation,
        accounts,
        tracking,
        risk,
        oracle,
        signer,
        does,
        leases,
        otlp,
        draft.contracts());
  }

  private Node parse() throws ConfigException {
    try (Reader reader = Files.newBufferedReader(file)) {
      Node node = new Yaml().compose(reader);
      if (node == null) {
        throw new ConfigException(file, List.of(new ConfigProblem(1, "file", "is empty")));
      }
      return node;
    } catch (IOException e) {
      throw new ConfigException(
          file, List.of(new ConfigProblem(1, "file", "cannot be read: " + e)));
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      throw new ConfigException(
          file, List.of(new ConfigProblem(line, "file", "is not YAML: " + e.getProblem())));
    }
  }

  private Path folder() {
    return Optional.ofNullable(file.getParent()).orElseThrow();
  }

  private Path relative(String path) {
    return folder().resolve(path).normalize();
  }

  private static Http http(Optional<YamlValue> section) {
    Endpoint at = endpoint(section, new Endpoint("127.0.0.1", HTTP_PORT));
    List<String> names = texts(section, "names", Function.identity());
    List<String> origins = texts(section, "origins", text -> Values.httpUrl(text).toString());
    section.ifPresent(YamlValue::refuseOtherKeys);
    return new Http(at, names, origins);
  }

  private static TrackingLimits tracking(Optional<YamlValue> section) {
    TrackingLimits usual = TrackingLimits.USUAL;
    int accounts =
        section
            .flatMap(value -> value.optionalField("accounts", Values::count))
            .orElse(usual.accounts());
    Duration keep =
        section
            .flatMap(value -> value.optionalField("keep", Values::duration))
            .orElse(usual.keep());
    section.ifPresent(YamlValue::refuseOtherKeys);
    return new TrackingLimits(accounts, keep);
  }

  private static List<String> texts(
      Optional<YamlValue> section, String key, Function<String, String> reader) {
    return section.map(value -> value.list(key)).orElse(List.of()).stream()
        .flatMap(entry -> entry.as(reader).stream())
        .toList();
  }

  private static Endpoint endpoint(Optional<YamlValue> section, Endpoint usual) {
    String host =
        section
            .flatMap(value -> value.optionalField("host", Function.identity()))
            .orElse(usual.host());
    int port =
        section.flatMap(value -> value.optionalField("port", Values::port)).orElse(usual.port());
    return new Endpoint(host, port);
  }

  private Optional<Account> account(YamlValue entry) {
    Optional<String> address = entry.field("address", draft::address);
    String label = entry.optionalField("label", Function.identity()).orElse("");
    entry.refuseOtherKeys();
    return address.filter(a -> draft.isNew(entry, "account " + a)).map(a -> new Account(a, label));
  }

  private void checkGraph(YamlValue root) {
    try {
      IdentityGraph.of(draft.edges());
    } catch (IllegalArgumentException e) {
      root.problem(String.valueOf(e.getMessage()));
    }
  }
}
