package io.setoff.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.setoff.adapters.evm.EvmNamespace;
import io.setoff.adapters.kernel.spi.ChainNamespace;
import io.setoff.adapters.kernel.spi.ChainProbe;
import io.setoff.adapters.rpc.RpcTimeoutException;
import io.setoff.model.ChainId;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start on a machine that is busy. */
class ChainChecksTest {
  private static final String FILE =
      """
      chains:
        - { id: "eip155:7", rpc: ["http://localhost:1"] }
      """;

  @TempDir private Path folder = Path.of("");

  /** Nodes that answer nothing in time, so many times. */
  private static final class SlowNode implements ChainProbe {
    private int late;
    private int asked;

    SlowNode(int late) {
      this.late = late;
    }

    @Override
    public ChainId chain() {
      asked++;
      if (late-- > 0) {
        throw new RpcTimeoutException("no answer within 8 s", new TimeoutException());
      }
      return ChainId.evm(7);
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
    return (ChainNamespace)
        Proxy.newProxyInstance(
            ChainNamespace.class.getClassLoader(),
            new Class<?>[] {ChainNamespace.class},
            (proxy, method, arguments) -> method.getName().equals("probe") ? probe : List.of());
  }

  private GatewayConfig config() throws IOException, ConfigException {
    Path file = Files.writeString(folder.resolve("setoff.yaml"), FILE);
    return ConfigLoader.load(file, new EvmNamespace());
  }

  @Test
  void aNodeThatIsSlowIsAskedAgain() throws IOException, ConfigException {
    SlowNode node = new SlowNode(3);
    ChainChecks.check(config(), over(node));
    assertThat(node.asked).isEqualTo(4);
  }

  @Test
  void oneThatStaysSilentIsRefusedWithTheLineOfItsUrl() throws IOException, ConfigException {
    GatewayConfig config = config();
    assertThatThrownBy(() -> ChainChecks.check(config, over(new SlowNode(Integer.MAX_VALUE))))
        .isInstanceOfSatisfying(
            ConfigException.class,
            e ->
                assertThat(e.problems())
                    .singleElement()
                    .satisfies(
                        problem -> {
                          assertThat(problem.line()).isEqualTo(2);
                          assertThat(problem.rule()).contains("no answer within 8 s");
                        }));
  }
}
