{{/* The pod of one role, without its data volume's source; takes (dict "root" $ "role" NAME). */}}
{{- define "setoff.pod" -}}
{{- $values := .root.Values -}}
{{- $settings := get $values.roles .role -}}
metadata:
  labels:
    {{- include "setoff.roleLabels" . | nindent 4 }}
    {{- with $values.podLabels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  annotations:
    checksum/config: {{ printf "%s%s" (include "setoff.config" .) ($values.configFiles | toJson) | sha256sum }}
    {{- with $values.podAnnotations }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  {{- $asks := and $values.kubernetes.leases (eq .role "adapter") }}
  serviceAccountName: {{ if $asks }}{{ include "setoff.roleName" . }}{{ else }}{{ include "setoff.fullname" .root }}{{ end }}
  automountServiceAccountToken: {{ $asks }}
  enableServiceLinks: false
  {{- with $values.imagePullSecrets }}
  imagePullSecrets:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  securityContext:
    runAsNonRoot: true
    runAsUser: 10001
    runAsGroup: 10001
    fsGroup: 10001
    fsGroupChangePolicy: OnRootMismatch
    seccompProfile: { type: RuntimeDefault }
  terminationGracePeriodSeconds: {{ $values.terminationGracePeriodSeconds }}
  {{- with $values.priorityClassName }}
  priorityClassName: {{ . }}
  {{- end }}
  {{- with $values.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $values.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $values.affinity }}
  affinity:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  topologySpreadConstraints:
    - maxSkew: 1
      topologyKey: {{ $values.topologyKey }}
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels:
          {{- include "setoff.selector" . | nindent 10 }}
  containers:
    - name: setoff
      image: {{ include "setoff.image" .root | quote }}
      imagePullPolicy: {{ $values.image.pullPolicy }}
      args: ["--config", "/etc/setoff/setoff.yaml"]
      securityContext:
        {{- include "setoff.restricted" . | nindent 8 }}
      env:
        - name: JAVA_TOOL_OPTIONS
          value: "-XX:MaxRAMPercentage={{ $values.heapPercentage }}"
        - name: QUARKUS_LOG_LEVEL
          value: {{ $values.log.level | quote }}
        - name: QUARKUS_LOG_CONSOLE_JSON_ENABLED
          value: {{ $values.log.json | quote }}
        {{- with $values.extraEnv }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      ports:
        - { name: http, containerPort: 8080, protocol: TCP }
        - { name: grpc, containerPort: 9090, protocol: TCP }
      startupProbe:
        httpGet: { path: /q/health/live, port: http }
        periodSeconds: 5
        failureThreshold: {{ div (add $values.startupSeconds 4) 5 }}
      livenessProbe:
        httpGet: { path: /q/health/live, port: http }
        periodSeconds: 10
        timeoutSeconds: 5
        failureThreshold: 6
      readinessProbe:
        httpGet: { path: /q/health/group/answers, port: http }
        periodSeconds: 5
        timeoutSeconds: 5
        failureThreshold: 3
      resources:
        {{- toYaml $settings.resources | nindent 8 }}
      volumeMounts:
        - { name: config, mountPath: /etc/setoff, readOnly: true }
        - { name: data, mountPath: /var/lib/setoff }
        - { name: tmp, mountPath: /tmp }
        {{- range $secret := include "setoff.secrets" . | fromYamlArray }}
        - { name: {{ $secret.name }}, mountPath: /run/secrets/setoff/{{ $secret.name }}, readOnly: true }
        {{- end }}
  volumes:
    - name: config
      configMap: { name: {{ include "setoff.roleName" . }} }
    - name: tmp
      emptyDir: { sizeLimit: 256Mi }
    {{- if eq .role "gateway" }}
    - name: data
      emptyDir: {}
    {{- end }}
    {{- range $secret := include "setoff.secrets" . | fromYamlArray }}
    - name: {{ $secret.name }}
      secret: { secretName: {{ $secret.secret }}, defaultMode: 0440 }
    {{- end }}
{{- end -}}

{{/* PodSecurity "restricted", and a root that cannot be written. */}}
{{- define "setoff.restricted" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities: { drop: [ALL] }
seccompProfile: { type: RuntimeDefault }
{{- end -}}

{{/* The Secrets that a role is given, and no other: a gateway never sees a key. */}}
{{- define "setoff.secrets" -}}
{{- $values := .root.Values -}}
{{- $secrets := list -}}
{{- if $values.rpc.existingSecret -}}
{{- $secrets = append $secrets (dict "name" "rpc" "secret" $values.rpc.existingSecret) -}}
{{- end -}}
{{- if and $values.redis.hosts $values.redis.existingSecret (has .role (list "all" "adapter" "gateway")) -}}
{{- $secrets = append $secrets (dict "name" "redis" "secret" $values.redis.existingSecret) -}}
{{- end -}}
{{- if and $values.config.oracle $values.oracle.existingSecret (has .role (list "all" "oracle")) -}}
{{- $secrets = append $secrets (dict "name" "oracle" "secret" $values.oracle.existingSecret) -}}
{{- end -}}
{{- if and $values.signer.existingSecret (eq .role "signer") -}}
{{- $secrets = append $secrets (dict "name" "signer" "secret" $values.signer.existingSecret) -}}
{{- end -}}
{{- $secrets | toYaml -}}
{{- end -}}
