package io.setoff.adapters.evm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.setoff.adapters.evm.protocol.EvmFamily;
import io.setoff.adapters.evm.protocol.EvmVenue;
import io.setoff.adapters.evm.protocol.TokenDirectory;
import io.setoff.adapters.kernel.family.ConfigValues;
import io.setoff.adapters.kernel.family.Deployment;
import io.setoff.model.ChainId;
import io.setoff.model.VenueId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EvmFamiliesTest {
  private static final ChainId CHAIN = ChainId.evm(1);
  private static final String ADDRESS = "0x" + "a".repeat(40);

  private static Deployment deployment(String family, String name, String... keys) {
    Map<String, String> values = new TreeMap<>();
    for (String key : keys) {
      values.put(key, ADDRESS);
    }
    return new Deployment(new VenueId(CHAIN, family, name), ConfigValues.of(values));
  }

  private static List<EvmVenue> create(Deployment... deployments) {
    return EvmFamilies.installed()
        .create(List.of(deployments), new TokenDirectory(CHAIN, Map.of()));
  }

  @Test
  void deploymentsAreFoldedFamilyByFamilyAndThenAsConfigured() {
    assertThat(
            create(
                deployment("cross-margin-vault", "one", "vault"),
                deployment("aave-v3", "two", "pool", "configurator"),
                deployment("aave-v3", "one", "pool", "configurator")))
        .extracting(venue -> venue.venue().toString())
        .containsExactly(
            "eip155:1/aave-v3:two", "eip155:1/aave-v3:one", "eip155:1/cross-margin-vault:one");
  }

  @Test
  void aDeploymentOfNoFamilyIsRefused() {
    assertThatThrownBy(() -> create(deployment("aave-v9", "core")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no family is installed for eip155:1/aave-v9:core");
  }

  @Test
  void twoFamiliesOfOneNameAreRefused() {
    EvmFamily family = EvmFamilies.installed().all().getFirst();
    assertThatThrownBy(() -> new EvmFamilies(List.of(family, family)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(family.family());
  }
}
