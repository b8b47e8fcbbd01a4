FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1

RUN groupadd --gid 10001 bosetting \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin bosetting

WORKDIR /app

COPY requirements/base.txt requirements/base.txt
RUN pip install --require-hashes --requirement requirements/base.txt

COPY . .
# The key signs nothing here: collectstatic only needs settings that load.
RUN SECRET_KEY=build-only python manage.py collectstatic --noinput --verbosity 0 \
    && python -m compileall -q -j 0 bosetting anmodninger vedtak nettverk rapporter

# Documents: a volume that is mounted here takes over the owner of the folder.
RUN install -d -m 700 -o 10001 -g 10001 /var/lib/bosetting/dokumenter
ENV DOKUMENTMAPPE=/var/lib/bosetting/dokumenter
VOLUME /var/lib/bosetting/dokumenter

USER 10001:10001
EXPOSE 8000
CMD ["gunicorn", "--config", "gunicorn.conf.py", "--bind", "0.0.0.0:8000", "bosetting.wsgi"]
