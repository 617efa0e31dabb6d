package io.setoff.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.setoff.adapters.kernel.spi.ChainNamespace;
import io.setoff.adapters.kernel.spi.ChainProbe;
import io.setoff.adapters.rpc.RpcTimeoutException;
import io.setoff.model.ChainId;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start on a machine that is busy. */
class ChainChecksTest {
  private static final String FILE =
      """
      chains:
        - id: "eip155:7"
          poll_interval: 1s
          rpc:
            - http://localhost:1
            - http://localhost:2
      """;

  @TempDir private Path folder = Path.of("");

  /** Nodes that answer nothing in time, so many times. */
  private static final class SlowNode implements ChainProbe {
    private int late;
    private int asked;

    private final ChainId chain;

    SlowNode(int late) {
      this(late, ChainId.evm(7));
    }

    SlowNode(int late, ChainId chain) {
      this.late = late;
      this.chain = chain;
    }

    @Override
    public ChainId chain() {
      asked++;
      if (late-- > 0) {
        throw new RpcTimeoutException("no answer within 8 s", new TimeoutException());
      }
      return chain;
    }

    @Override
    public boolean hasCode(String address) {
      return true;
    }

    @Override
    public Optional<Boolean> hadCode(String address, long height) {
      return Optional.empty();
    }

    @Override
    public Optional<String> whyUnproved(ChainId chain) {
      return Optional.empty();
    }
  }

  private static ChainNamespace over(ChainProbe probe) {
    return over(() -> probe);
  }

  private static ChainNamespace over(Supplier<ChainProbe> probes) {
    return (ChainNamespace)
        Proxy.newProxyInstance(
            ChainNamespace.class.getClassLoader(),
            new Class<?>[] {ChainNamespace.class},
            (proxy, method, arguments) ->
                method.getName().equals("probe") ? probes.get() : List.of());
  }

  private GatewayConfig config() throws ConfigException {
    return new ConfigFolder(folder).load(FILE);
  }

  @Test
  void aNodeThatIsSlowIsAskedAgain() throws ConfigException {
    SlowNode node = new SlowNode(3);
    ChainChecks.check(config(), over(node));
    assertThat(node.asked).as("four times by the first URL, once by the second").isEqualTo(5);
  }

  @Test
  void oneThatStaysSilentIsRefusedWithTheLineOfItsUrl() throws ConfigException {
    assertThat(refused(over(new SlowNode(Integer.MAX_VALUE))))
        .extracting(ConfigProblem::line, ConfigProblem::path, ConfigProblem::rule)
        .containsExactly(
            tuple(5, "rpc of eip155:7", "no answer within 8 s"),
            tuple(6, "rpc of eip155:7", "no answer within 8 s"));
  }

  @Test
  void ofTwoUrlsTheOneOfAnotherChainIsNamed() throws ConfigException {
    SlowNode right = new SlowNode(0);
    ChainProbe wrong = new SlowNode(0, ChainId.evm(8));
    Iterator<ChainProbe> probes = List.of(right, wrong).iterator();
    assertThat(refused(over(probes::next)))
        .extracting(ConfigProblem::line, ConfigProblem::rule)
        .containsExactly(tuple(6, "http://localhost:2 answers chain id 8, not 7"));
  }

  private List<ConfigProblem> refused(ChainNamespace namespace) throws ConfigException {
    GatewayConfig config = config();
    return catchThrowableOfType(ConfigException.class, () -> ChainChecks.check(config, namespace))
        .problems();
  }
}
