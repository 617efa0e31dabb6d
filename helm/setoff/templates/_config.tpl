{{/* setoff.yaml of one role; takes (dict "root" $ "role" NAME). */}}
{{- define "setoff.config" -}}
{{- $root := .root -}}
{{- $values := .root.Values -}}
{{- $role := .role -}}
{{- $service := include "setoff.roleName" . -}}
{{- $local := printf "%s.%s" $service $root.Release.Namespace -}}
{{- $names := concat (list $service $local (printf "%s.svc" $local) (printf "%s.svc.cluster.local" $local)) $values.http.names -}}
{{- $http := dict "host" "0.0.0.0" "port" 8080 "names" $names -}}
{{- if $values.http.origins -}}
{{- $_ := set $http "origins" $values.http.origins -}}
{{- end -}}
{{- $store := dict "path" "/var/lib/setoff/data" -}}
{{- if and $values.redis.hosts (has $role (list "all" "adapter" "gateway")) -}}
{{- $_ := set $store "redis" (include "setoff.redis" $root | fromYaml) -}}
{{- end -}}
{{- $config := deepCopy $values.config -}}
{{- range $chain := $config.chains -}}
{{- range $key := list "rpc" "ws" -}}
{{- if get $chain $key -}}
{{- $urls := list -}}
{{- range $url := get $chain $key -}}
{{- if kindIs "map" $url -}}
{{- $urls = append $urls (printf "file:/run/secrets/setoff/rpc/%s" $url.secretKey) -}}
{{- else -}}
{{- $urls = append $urls $url -}}
{{- end -}}
{{- end -}}
{{- $_ := set $chain $key $urls -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- $_ := set $config "http" $http -}}
{{- $_ := set $config "grpc" (dict "host" "0.0.0.0" "port" 9090) -}}
{{- $_ := set $config "store" $store -}}
{{- if ne $role "all" -}}
{{- $_ := set $config "roles" (list $role) -}}
{{- end -}}
{{- if and $values.kubernetes.leases (eq $role "adapter") -}}
{{- $_ := set $config "kubernetes" (dict "leases" (include "setoff.fullname" $root)) -}}
{{- end -}}
{{- if $config.oracle -}}
{{- $_ := set $config.oracle "keys" (printf "/run/secrets/setoff/oracle/%s" $values.oracle.keysKey) -}}
{{- $_ := set $config.oracle "state" "/var/lib/setoff/oracle" -}}
{{- end -}}
{{- if eq $role "oracle" -}}
{{- $gateway := printf "http://%s:9090" (include "setoff.roleName" (dict "root" $root "role" "gateway")) -}}
{{- $_ := set $config.oracle "gateways" ($values.oracle.gateways | default (list $gateway)) -}}
{{- end -}}
{{- if eq $role "signer" -}}
{{- $signer := dict "ledger" "/var/lib/setoff/signed" "max_age" $values.signer.maxAge -}}
{{- if $values.signer.web3signer.url -}}
{{- $_ := set $signer "web3signer" (dict "url" $values.signer.web3signer.url "public_key" $values.signer.web3signer.publicKey) -}}
{{- else -}}
{{- $_ := set $signer "key" (printf "/run/secrets/setoff/signer/%s" $values.signer.keyKey) -}}
{{- end -}}
{{- if $values.signer.maxMove -}}
{{- $_ := set $signer "max_move" $values.signer.maxMove -}}
{{- end -}}
{{- $_ := set $config "signer" $signer -}}
{{- end -}}
{{- $config | toYaml -}}
{{- end -}}

{{- define "setoff.redis" -}}
hosts: {{ .Values.redis.hosts | toJson }}
prefix: {{ .Values.redis.prefix | quote }}
lease: {{ .Values.redis.lease }}
patience: {{ .Values.redis.patience }}
{{- with .Values.redis.sentinel }}
sentinel: {{ . | quote }}
{{- end }}
{{- if .Values.redis.cluster }}
cluster: true
{{- end }}
{{- with .Values.redis.user }}
user: {{ . | quote }}
{{- end }}
{{- if .Values.redis.existingSecret }}
password_file: /run/secrets/setoff/redis/{{ .Values.redis.passwordKey }}
{{- end }}
{{- end -}}
