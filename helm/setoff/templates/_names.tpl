{{/* Names and labels. */}}
{{- define "setoff.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 50 | trimSuffix "-" -}}
{{- end -}}

{{- define "setoff.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 50 | trimSuffix "-" -}}
{{- else if contains (include "setoff.name" .) .Release.Name -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "setoff.name" .) | trunc 50 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* Of one role's objects; takes (dict "root" $ "role" NAME). */}}
{{- define "setoff.roleName" -}}
{{- printf "%s-%s" (include "setoff.fullname" .root) .role -}}
{{- end -}}

{{- define "setoff.releaseSelector" -}}
app.kubernetes.io/name: {{ include "setoff.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "setoff.selector" -}}
{{ include "setoff.releaseSelector" .root }}
app.kubernetes.io/component: {{ .role }}
{{- end -}}

{{- define "setoff.labels" -}}
{{ include "setoff.releaseSelector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "setoff.roleLabels" -}}
{{ include "setoff.labels" .root }}
app.kubernetes.io/component: {{ .role }}
{{- end -}}

{{- define "setoff.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}
{{- end -}}

{{/* The roles that run, as a JSON list: templates hand texts to each other. */}}
{{- define "setoff.enabledRoles" -}}
{{- $enabled := list -}}
{{- range $role := list "all" "adapter" "gateway" "oracle" "signer" -}}
{{- if (get $.Values.roles $role).enabled -}}
{{- $enabled = append $enabled $role -}}
{{- end -}}
{{- end -}}
{{- $enabled | toJson -}}
{{- end -}}

{{/* Of the roles that run, the one that answers: what `helm test` and the notes name. */}}
{{- define "setoff.answering" -}}
{{- $roles := include "setoff.enabledRoles" . | fromJsonArray -}}
{{- if has "gateway" $roles -}}gateway{{- else -}}{{- first $roles | default "all" -}}{{- end -}}
{{- end -}}
