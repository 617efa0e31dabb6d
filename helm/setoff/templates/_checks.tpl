{{/* What values.schema.json cannot say: a release that could not work, or not safely, is not rendered. */}}
{{- define "setoff.check" -}}
{{- $roles := include "setoff.enabledRoles" . | fromJsonArray -}}
{{- if not $roles -}}
{{- fail "roles: enable at least one of all, adapter, gateway, oracle and signer" -}}
{{- end -}}
{{- if and (has "all" $roles) (gt (len $roles) 1) -}}
{{- fail "roles.all is every role in one process: disable it (roles.all.enabled=false) to run the others by themselves" -}}
{{- end -}}
{{- if not .Values.config.chains -}}
{{- fail "config.chains is empty: name the chains to read, as in docs/configuration.md" -}}
{{- end -}}
{{- range $role := list "adapter" "gateway" -}}
{{- if and (has $role $roles) (not $.Values.redis.hosts) -}}
{{- fail (printf "roles.%s needs redis.hosts: processes share their positions through a Redis that you run" $role) -}}
{{- end -}}
{{- end -}}
{{- if .Values.redis.hosts -}}
{{- if not (or .Values.redis.existingSecret .Values.redis.anonymous) -}}
{{- fail "redis.existingSecret is missing: a Secret with the password under redis.passwordKey (or redis.anonymous=true, on a network of its own)" -}}
{{- end -}}
{{- if and .Values.redis.user (not .Values.redis.existingSecret) -}}
{{- fail "redis.user needs redis.existingSecret" -}}
{{- end -}}
{{- if and .Values.redis.sentinel .Values.redis.cluster -}}
{{- fail "redis is either behind sentinels or a cluster: redis.sentinel or redis.cluster, not both" -}}
{{- end -}}
{{- end -}}
{{- if and (has "oracle" $roles) (not .Values.config.oracle) -}}
{{- fail "roles.oracle needs config.oracle: which streams are published to which contracts" -}}
{{- end -}}
{{- if and (has "oracle" $roles) (not .Values.config.oracle.signers) -}}
{{- fail "roles.oracle needs config.oracle.signers: it reads no chain, so it signs nothing itself" -}}
{{- end -}}
{{- if and (has "oracle" $roles) (not (has "gateway" $roles)) (not .Values.oracle.gateways) -}}
{{- fail "roles.oracle without roles.gateway needs oracle.gateways: whom it asks for figures" -}}
{{- end -}}
{{- if and .Values.config.oracle (or (has "oracle" $roles) (has "all" $roles)) (not .Values.oracle.existingSecret) -}}
{{- fail "oracle.existingSecret is missing: a Secret with the publisher's key file under oracle.keysKey" -}}
{{- end -}}
{{- if has "signer" $roles -}}
{{- if not .Values.config.oracle -}}
{{- fail "roles.signer needs config.oracle: what it may sign" -}}
{{- end -}}
{{- if and (not .Values.signer.existingSecret) (not .Values.signer.web3signer.url) -}}
{{- fail "signer.existingSecret is missing: a Secret with one private key under signer.keyKey; or signer.web3signer" -}}
{{- end -}}
{{- if and .Values.signer.existingSecret .Values.signer.web3signer.url -}}
{{- fail "signer has existingSecret and web3signer: one of them" -}}
{{- end -}}
{{- if and .Values.signer.web3signer.url (not .Values.signer.web3signer.publicKey) -}}
{{- fail "signer.web3signer.publicKey is missing" -}}
{{- end -}}
{{- if has "oracle" $roles -}}
{{- fail "roles.signer and roles.oracle in one release: whoever controls it would sign what it publishes; install each signer as a release of its own" -}}
{{- end -}}
{{- end -}}
{{- range $chain := .Values.config.chains -}}
{{- range $url := concat ($chain.rpc | default list) ($chain.ws | default list) -}}
{{- if and (kindIs "map" $url) (not $.Values.rpc.existingSecret) -}}
{{- fail (printf "rpc.existingSecret is missing: chain %s takes a URL from its key %s" $chain.id $url.secretKey) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- if and .Values.kubernetes.leases (not (has "adapter" $roles)) -}}
{{- fail "kubernetes.leases needs roles.adapter: it says which adapter writes a chain" -}}
{{- end -}}
{{- if .Values.networkPolicy.enabled -}}
{{- if not .Values.networkPolicy.egress.rpc -}}
{{- fail "networkPolicy.egress.rpc is empty: no node could be reached; list them (to, ports), or set networkPolicy.enabled=false" -}}
{{- end -}}
{{- if and .Values.kubernetes.leases (not .Values.networkPolicy.egress.apiServer) -}}
{{- fail "networkPolicy.egress.apiServer is empty: kubernetes.leases could not be asked for; list the API server (to, ports)" -}}
{{- end -}}
{{- if and .Values.config.telemetry (not .Values.networkPolicy.egress.telemetry) -}}
{{- fail "networkPolicy.egress.telemetry is empty: config.telemetry.otlp could not be reached; list it (to, ports)" -}}
{{- end -}}
{{- if and .Values.redis.hosts (not .Values.networkPolicy.egress.redis) -}}
{{- fail "networkPolicy.egress.redis is empty: redis.hosts could not be reached; list them (to, ports)" -}}
{{- end -}}
{{- end -}}
{{- end -}}
